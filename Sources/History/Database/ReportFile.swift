import Crypto
import Foundation
import Report

/// A report as a file, plain (`.json`) or compressed (`.json.xz`).
public struct ReportFile: Sendable {
    /// Where it was read.
    public let path: String
    /// SHA-256 of the document's bytes, uncompressed, in hexadecimal.
    public let digest: String
    /// What it says.
    public let report: Report
}

extension ReportFile {
    /// Reads and validates a report.
    /// - Throws: `ReportError`; ``HistoryError`` where a compressed file cannot be unpacked.
    public init(reading path: String) throws {
        try self.init(path.hasSuffix(".xz") ? XZ.unpacked(path) : InputFile.bytes(of: path), path: path)
    }

    /// A document that was read from a path.
    init(_ bytes: [UInt8], path: String) throws {
        self.path = path
        report = try Report.read(bytes, file: path)
        digest = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    }
}
