import Foundation
import Report

@testable import History

/// A folder for a history and reports, gone with its owner.
final class ScratchFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "history-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path + "/reports", withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The history's file.
    var history: String { path + "/history.sqlite" }

    /// The folder of the reports.
    var reports: String { path + "/reports" }

    /// Writes a report's file.
    @discardableResult
    func write(_ made: MadeUpReport, as name: String? = nil) throws -> String {
        let file = "\(reports)/\(name ?? "\(made.host)-\(made.suite)-\(made.report.run.id)").json"
        try made.report.write(to: file)
        return file
    }
}
