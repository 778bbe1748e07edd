#if SQLite
    import Foundation
    import Report
    import Statistics
    import Testing

    @testable import History

    /// Makes a history to time `bench track` on; no test, as timings are not asserted.
    ///
    /// `BENCH_HISTORY_SCALE=DIR swift test --filter ScaleTests` leaves `DIR/history.sqlite` with a million points of 100
    /// nights, and the next night's report as `DIR/next.json`.
    @Suite("A million points")
    struct ScaleTests {
        private static let folder = ProcessInfo.processInfo.environment["BENCH_HISTORY_SCALE"]

        @Test(.enabled(if: folder != nil, "BENCH_HISTORY_SCALE is not set"))
        func history() throws {
            let folder = try #require(Self.folder)
            try TextFile.makeFolder(folder)
            var generator = SeededGenerator(seed: 1)
            let path = folder + "/history.sqlite"
            let lock = try FolderLock(folder, .exclusive)
            try HistoryFile.replace(path, under: lock) { database in
                let writer = HistoryWriter(database)
                for night in 0..<100 {
                    let report = Self.report(night, &generator)
                    let file = ReportFile(path: "night \(night)", digest: "\(night)", report: report)
                    let figures = try writer.add(file)
                    #expect(figures == 10_000)
                }
                return nil
            }
            try Self.report(100, &generator).write(to: folder + "/next.json")
        }

        /// 2,000 cases of five figures; one in ten is 5 % slower from night 60 on.
        private static func report(_ night: Int, _ generator: inout SeededGenerator) -> Report {
            var made = MadeUpReport(night: night, reference: "abcdef0")
            for index in 0..<2_000 {
                let step = index.isMultiple(of: 10) && night >= 60 ? 1.05 : 1
                let ratio = step * (1 + 0.005 * generator.gaussian())
                let seconds = Double(index + 1) * 1e-6 * ratio
                made.cases["workload\(index % 50):variant\(index / 50)"] = [
                    "time": seconds, "time.ratio": ratio, "throughput": 1e6 / seconds, "memory.peak": 4096, "sqnr": 38,
                ]
            }
            return made.report
        }
    }
#endif
