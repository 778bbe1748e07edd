import Foundation
import Measurement
import Processes
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
                ? "Valgrind did not come to it\(counted.complaint.map { "; \($0)" } ?? "")" : nil
        }.merging(counted.metrics) { refused, _ in refused }
    }

    private struct Counted {
        var metrics: [String: [String: Report.Metric]]
        /// The reasons that the process under Valgrind gave.
        var refused: [String: String]
        /// How it ended and its last words, where it failed.
        var complaint: String?
    }

    private func run(expecting count: Int) throws -> Counted {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "bench-callgrind-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }

        let program = try SimulatedWindow.copy(
            of: Bundle.main.executablePath ?? CommandLine.arguments[0], into: folder.path)
        let command = Command(
            path: Self.valgrind ?? "valgrind",
            arguments: SimulatedWindow.options(caches: caches, folder: folder.path)
                + [program, SimulateCommand.name, suite, "--definition", definition] + request.arguments)
        let log = SimulationLog(path: folder.appending(path: "log").path, count: count)
        defer { log.finish() }
        let launcher = try Launcher(output: .file(log.path), environment: environment) {
            log.showProgress()
            return Interruption.isRequested
        }
        let launch = try launcher.run(command)
        return Counted(
            metrics: try SimulatedCounts.read(folder.path), refused: log.refused,
            complaint: launch.succeeded
                ? nil
                : "it \(launch.ending)" + (launch.errors.split(separator: "\n").last.map { ": \($0)" } ?? ""))
    }

    /// Where memory lies decides what misses the simulated caches: nothing that moves it may differ between runs.
    private var environment: [String: String] {
        let kept = ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR"]
        return ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
            // Libraries start no threads of their own, whose stacks and turns differ from run to run.
            .merging(["SWIFT_DETERMINISTIC_HASHING": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"]) { $1 }
    }
}
