import Foundation
import Processes
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
        let unpacked = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: unpacked) }
        let launch = try Launcher(output: .file(unpacked.path)).run(
            Command(path: program, arguments: ["--decompress", "--stdout", "--quiet", "--", path]))
        guard launch.succeeded else {
            throw HistoryError.unusable(
                file: path, cause: "xz cannot unpack it", remedy: "copy it again from where it came")
        }
        return try Array(Data(contentsOf: unpacked))
    }
}
