import Measurement
import Report
import Suites

extension RunSession {
    /// One of several launches: measures every candidate for a baseline, and leaves its groups in a journal.
    func launch(journal: String, named name: String, on thread: MeasuringThread) throws -> ExitStatus {
        let counters = makeCounters()
        let header = try header(thread: thread, counters: counters)
        let writer = try JournalWriter<RunHeader, GroupResult>(creating: journal, header: header)
        let run = SuiteRun(suite: suite, groups: groups.map(\.withAllCandidates), header: header)
        Interruption.watch()
        let results = try run.measure(
            with: GroupMeasurement(settings: settings, counters: counters, energy: EnergyPasses(), team: team),
            stop: { Interruption.isRequested }, progress: { Terminal.progress("\(name) \($0)") },
            record: { try writer.append($0) })
        Terminal.clearProgress()
        guard results.count == groups.count else { return .interrupted }
        return results.allSatisfy(\.passed) ? .fine : .checkFailed
    }
}
