import Foundation
import Measurement
import Processes
import Report
import Suites

/// A run that is repeated in fresh processes, one after the other, and whose figures are those of all of them.
struct LaunchesSession {
    let session: RunSession
    /// How each of the launches is started, but for its journal.
    let arguments: [String]

    /// Launches, merges, writes and prints.
    func run() async throws -> ExitStatus {
        try session.destination.requireWritable()
        let steal = StealTime()
        var header = try MeasuringThread.run(cpu: session.budget.cpu) { thread in
            try session.header(thread: thread, counters: session.makeCounters())
        }
        let files = try session.openFiles(header)
        let folder = files?.launches ?? NSTemporaryDirectory() + "bench-\(UUID().uuidString)"
        try TextFile.makeFolder(folder)
        defer { if files == nil { try? FileManager.default.removeItem(atPath: folder) } }

        Interruption.watch()
        // They are the same in every launch.
        let simulated = try session.simulated()
        var journals: [RunJournal] = []
        for number in 1...session.budget.launches {
            guard let journal = try await journal(number, in: folder) else {
                Terminal.complain(
                    "interrupted after \(journals.count) of \(session.budget.launches) launches"
                        + (files == nil ? "" : "; \(folder) keeps them, and the same command with --resume continues"))
                return .interrupted
            }
            journals.append(journal)
        }
        header = files?.header ?? header
        for warning in journals.flatMap(\.header.run.warnings) where !header.run.warnings.contains(warning) {
            header.run.warnings.append(warning)
        }
        let results = session.groups.compactMap { plan in
            LaunchMerge(
                plan, launches: journals.compactMap { $0.entries.first { $0.group == plan.name } },
                confidence: session.settings.confidence, simulated: simulated
            ).result
        }
        let table = LiveTable(
            settings: session.settings, family: session.suite.family, isSilent: session.destination.isOutputTaken,
            ofLaunches: true)
        table.begin()
        for result in results { try table.add(result) }
        let run = SuiteRun(suite: session.suite, groups: session.groups, header: header)
        return try session.finish(run, results, steal, files)
    }

    /// The journal of a launch, which an earlier process may have finished; nil where the run is interrupted.
    private func journal(_ number: Int, in folder: String) async throws -> RunJournal? {
        let path = "\(folder)/\(number).jsonl"
        if let journal = finished(path) { return journal }
        if Interruption.isRequested { return nil }
        // What is left of one that was cut off: a launch is one process.
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        let name = "launch \(number)/\(session.budget.launches)"
        let ending = try await OwnProcess(
            Bundle.main.executablePath ?? CommandLine.arguments[0],
            arguments + ["--launch-journal", path, "--launch-name", name]
        ).run()
        if let journal = finished(path) { return journal }
        if Interruption.isRequested || ending == .exited(ExitStatus.interrupted.rawValue) { return nil }
        throw LaunchFailure(name: name, ending: ending, isKept: !session.destination.noSave)
    }

    /// A journal that has every group.
    private func finished(_ path: String) -> RunJournal? {
        guard let journal = try? RunJournal.read(path) else { return nil }
        return session.groups.allSatisfy { plan in journal.entries.contains { $0.group == plan.name } } ? journal : nil
    }
}

/// A launch that ended before it had measured every group.
struct LaunchFailure: Error, CustomStringConvertible {
    let name: String
    let ending: OwnProcess.Ending
    /// Whether the launches before it can be continued.
    let isKept: Bool

    var description: String {
        "\(name) failed (\(ending)); mend what it said above"
            + (isKept ? ", then continue with the same command and --resume" : ", then run again")
    }
}
