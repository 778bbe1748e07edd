import Foundation
import Report

/// Files that xz compressed, unpacked by the program of that name.
enum XZ {
    /// The program, the first on the PATH; nil where there is none.
    static let program: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/xz" }.first(where: FileManager.default.isExecutableFile)

    /// The bytes of a compressed file.
    /// - Throws: ``HistoryError/unusable(file:cause:remedy:)``.
    static func unpacked(_ path: String) throws -> [UInt8] {
        guard let program else {
            throw HistoryError.unusable(
                file: path, cause: "there is no xz on the PATH to unpack it", remedy: "install xz-utils")
        }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--decompress", "--stdout", "--quiet", "--", path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw HistoryError.unusable(
                file: path, cause: "xz cannot unpack it", remedy: "copy it again from where it came")
        }
        return Array(data)
    }
}
