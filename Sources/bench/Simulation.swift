import Foundation
import Measurement
import Report
import Suites

/// The counts of `--counters callgrind`: this program again, under Valgrind, over the same cases.
struct Simulation {
    let request: SuiteRequest
    let suite: String
    /// The definition's path.
    let definition: String
    let caches = SimulatedCaches()

    /// Why there are no counts at all; nil where nothing forbids them.
    static var unavailable: String? {
        if !SimulatedWindow.isBuiltIn { return SimulatedWindow.unavailable }
        return valgrind == nil ? "valgrind is not installed (Debian: valgrind)" : nil
    }

    /// Where the program is; nil where it is not on the PATH.
    static var valgrind: String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/valgrind" }
            .first(where: FileManager.default.isExecutableFile)
    }

    /// The counts of each case that is no roof, by its name: nine metrics, or the reason why there are none.
    func metrics(of groups: [GroupPlan]) throws -> [String: [String: Report.Metric]] {
        let cases = groups.flatMap(\.cases).filter { !$0.role.isRoof && $0.unavailable == nil }
        func all(_ reason: (CasePlan) -> String?) -> [String: [String: Report.Metric]] {
            Dictionary(
                cases.compactMap { plan in reason(plan).map { (plan.name, SimulatedCounts.unavailable($0)) } }
            ) { first, _ in first }
        }
        if let reason = Self.unavailable { return all { _ in reason } }
        if request.threads > 1 { return all { _ in "Valgrind runs one thread at a time; count with --threads 1" } }
        let counted = try run(expecting: cases.count)
        return all { plan in
            if let reason = counted.refused[plan.name] { return "under Valgrind: \(reason)" }
            return counted.metrics[plan.name] == nil
                ? "Valgrind did not come to it\(counted.complaint.map { ": \($0)" } ?? "")" : nil
        }.merging(counted.metrics) { refused, _ in refused }
    }

    private struct Counted {
        var metrics: [String: [String: Report.Metric]]
        /// The reasons that the process under Valgrind gave.
        var refused: [String: String]
        /// The last line of its errors.
        var complaint: String?
    }

    private func run(expecting count: Int) throws -> Counted {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "bench-callgrind-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        let errors = folder.appending(path: "errors")
        try Data().write(to: errors)

        let program = try SimulatedWindow.copy(
            of: Bundle.main.executablePath ?? CommandLine.arguments[0], into: folder.path)
        let process = Process()
        process.executableURL = Self.valgrind.map { URL(filePath: $0) }
        process.arguments =
            SimulatedWindow.options(caches: caches, folder: folder.path)
            + [program, SimulateCommand.name, suite, "--definition", definition] + request.arguments
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let refused = follow(output.fileHandleForReading, count)
        process.waitUntilExit()
        Terminal.clearProgress()
        let complaint = try String(contentsOf: errors, encoding: .utf8).split(separator: "\n").last.map(String.init)
        return Counted(metrics: try SimulatedCounts.read(folder.path), refused: refused, complaint: complaint)
    }

    /// The reasons in the lines that come, each `CASE`, a tab, and the reason or nothing.
    private func follow(_ output: FileHandle, _ count: Int) -> [String: String] {
        var refused: [String: String] = [:]
        var text = ""
        var finished = 0
        while true {
            let data = output.availableData
            if data.isEmpty { return refused }
            text += String(decoding: data, as: UTF8.self)
            var lines = text.components(separatedBy: "\n")
            text = lines.removeLast()
            for line in lines {
                let sides = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                finished += 1
                Terminal.progress("callgrind [\(finished)/\(count)] \(sides[0])")
                if sides.count == 2, !sides[1].isEmpty { refused[sides[0]] = sides[1] }
            }
        }
    }

    /// Where memory lies decides what misses the simulated caches: nothing that moves it may differ between runs.
    private var environment: [String: String] {
        let kept = ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR"]
        return ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
            .merging(["SWIFT_DETERMINISTIC_HASHING": "1"]) { $1 }
    }
}
