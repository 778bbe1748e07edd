import Foundation
import TestSupport

/// What builds and runs programs for aarch64 Linux on another architecture.
struct ArmTools {
    let clang: URL
    let qemu: URL

    /// What has to be installed where it is nil.
    static let packages = "qemu-user-static, gcc-aarch64-linux-gnu and libc6-dev-arm64-cross"

    /// nil where a tool or the C library to link with is missing, and on Arm itself, which runs its kernels natively.
    static let installed: ArmTools? = {
        #if os(Linux) && !arch(arm64)
            guard FileManager.default.fileExists(atPath: "/usr/aarch64-linux-gnu/lib/libc.a"),
                let clang = find("clang"), let qemu = find("qemu-aarch64-static")
            else { return nil }
            return ArmTools(clang: clang, qemu: qemu)
        #else
            return nil
        #endif
    }()

    private static func find(_ program: String) -> URL? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: program) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    struct BuildFailed: Error {
        let message: String
    }

    /// The worker with all kernels for Arm in it, built again where a source is newer.
    static let worker = Result { try build() }

    private static func build() throws -> URL {
        guard let tools = installed else { throw BuildFailed(message: "needs \(packages)") }
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let kernels = try sources(under: root.appending(path: "Sources/CKernels"))
        let worker = root.appending(path: "Tests/Support/ArmKernels/worker.c")
        let folder = root.appending(path: ".build/arm-kernels")
        let product = folder.appending(path: "worker")
        let newest = try (kernels + [worker]).map(modified).max()
        if let newest, let built = try? modified(product), built > newest { return product }

        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let draft = folder.appending(path: "worker-\(ProcessInfo.processInfo.processIdentifier)")
        let compiled = try Running.run(
            tools.clang.path,
            ["--target=aarch64-linux-gnu", "-std=c17", "-O2", "-Werror", "-static", "-fuse-ld=lld", "-o", draft.path]
                + (kernels + [worker]).filter { $0.pathExtension == "c" }.map(\.path))
        guard compiled.status == 0 else { throw BuildFailed(message: compiled.errors) }
        // In one step, so that no other process finds half a file.
        guard rename(draft.path, product.path) == 0 else { throw BuildFailed(message: "cannot write \(product.path)") }
        return product
    }

    private static func sources(under folder: URL) throws -> [URL] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.resolvingSymlinksInPath().path).sorted()
            .filter { $0.hasSuffix(".c") || $0.hasSuffix(".h") }
            .map { folder.appending(path: $0) }
    }

    private static func modified(_ file: URL) throws -> Date {
        try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date ?? .distantFuture
    }
}
