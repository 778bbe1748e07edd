import CountersTestSupport
import Testing

@testable import Counters

@Suite struct JudgementTests {
    /// One pass as if it had been counted.
    private func reading(
        _ counts: [(name: String, probed: Int64, counts: [Int64])], seconds: Double = 0.5,
        multiplexed: Bool = false
    ) -> CounterReading {
        CounterReading(asked: counts.map(\.name), refused: [:], windows: [pass(counts, seconds: seconds)])
    }

    private func pass(
        _ counts: [(name: String, probed: Int64, counts: [Int64])], seconds: Double = 0.5
    ) -> CounterWindows {
        let events = counts.enumerated().map { index, row in
            CounterEvent(
                name: row.name, description: "", code: Int32(index), component: 0, probed: row.probed)
        }
        let windows = counts.first?.counts.count ?? 0
        return CounterWindows(
            events: events, isMultiplexed: false,
            counts: (0..<windows).flatMap { window in counts.map { $0.counts[window] } },
            seconds: Array(repeating: seconds, count: windows), failure: nil)
    }

    private func detail(_ reading: CounterReading, _ name: String) -> String? {
        guard case .failure(.broken(let detail)) = reading.outcomes[name] else { return nil }
        return detail
    }

    private func derived(_ reading: CounterReading, _ name: String) -> Result<
        [Double], CounterUnavailability
    >? {
        reading.derived.first { $0.key.name == name }?.value
    }

    @Test func ratiosComeFromTheDefinition() throws {
        let reading = reading([
            ("PAPI_TOT_INS", 1, [2_000_000, 1_000_000]), ("PAPI_TOT_CYC", 1, [1_000_000, 250_000]),
            ("PAPI_L1_DCM", 1, [3000, 500]), ("PAPI_L2_DCM", 1, [2000, 250]), ("PAPI_L3_TCM", 1, [20, 1]),
            ("PAPI_BR_MSP", 1, [4000, 5]), ("PAPI_TLB_DM", 1, [10, 0]),
            ("PAPI_SP_OPS", 1, [8_000_000, 1_000_000]),
        ])
        let expected: [String: [Double]] = [
            "ipc": [2, 4], "mpki.l1d": [1.5, 0.5], "mpki.l2": [1, 0.25], "mpki.l3": [0.01, 0.001],
            "mpki.branch": [2, 0.005], "mpki.tlb": [0.005, 0], "flop-rate": [16e6, 2e6],
        ]
        #expect(reading.derived.count == expected.count)
        for (name, values) in expected {
            let found = try #require(derived(reading, name)).get()
            #expect(zip(found, values).allSatisfy { abs($0 - $1) <= 1e-12 * $1 }, "\(name): \(found)")
        }
        #expect(reading.warnings.isEmpty)
    }

    @Test func totalMissesArePreferredToDataMisses() throws {
        let reading = reading([
            ("PAPI_TOT_INS", 1, [1000]), ("PAPI_L2_TCM", 1, [7]), ("PAPI_L2_DCM", 1, [5]),
        ])
        #expect(try derived(reading, "mpki.l2")?.get() == [7])
    }

    @Test func aRatioNeedsBothEventsInOnePass() {
        let instructions = pass([("PAPI_TOT_INS", 1, [1000])])
        let misses = pass([("PAPI_L1_DCM", 1, [5])])
        let reading = CounterReading(
            asked: ["PAPI_TOT_INS", "PAPI_L1_DCM"], refused: [:], windows: [instructions, misses])
        #expect(derived(reading, "mpki.l1d") == .failure(.missingInputs(["PAPI_L1_DCM", "PAPI_TOT_INS"])))
    }

    @Test func theAnchorGivesEachPassItsRatio() throws {
        let papi = ScriptedPAPI { $0.counters = 2 }
        let session = CounterSession(
            ["PAPI_TOT_INS", "PAPI_TOT_CYC", "PAPI_L1_DCM", "PAPI_BR_MSP"], on: papi)
        let reading = session.run()
        #expect(try derived(reading, "mpki.l1d")?.get() == [50, 50, 50])
        #expect(try derived(reading, "mpki.branch")?.get() == [75, 75, 75])
        #expect(try derived(reading, "ipc")?.get() == [2, 2, 2])
    }

    @Test func whatWasNotAskedForIsNotDerived() {
        #expect(reading([("PAPI_L1_DCM", 1, [5])]).derived.keys.map(\.name) == ["mpki.l1d"])
    }

    @Test func impossibleRatioBreaksBothEvents() {
        let reading = reading([
            ("PAPI_TOT_INS", 1, [17_000, 17_000]), ("PAPI_TOT_CYC", 1, [1000, 1000]),
            ("PAPI_L1_DCM", 1, [5, 5]),
        ])
        #expect(detail(reading, "PAPI_TOT_INS") == "17.0 instructions a cycle are more than any core retires")
        #expect(detail(reading, "PAPI_TOT_CYC") != nil)
        #expect((try? reading.outcomes["PAPI_L1_DCM"]?.get()) != nil)
        #expect(derived(reading, "ipc") == .failure(.missingInputs(["PAPI_TOT_INS", "PAPI_TOT_CYC"])))
        #expect(derived(reading, "mpki.l1d") == .failure(.missingInputs(["PAPI_L1_DCM", "PAPI_TOT_INS"])))
        #expect(reading.warnings.map(\.code) == ["broken-counter", "broken-counter"])
    }

    @Test func sixteenIsStillPossible() {
        #expect(
            detail(reading([("PAPI_TOT_INS", 1, [16]), ("PAPI_TOT_CYC", 1, [1])]), "PAPI_TOT_INS") == nil)
    }

    @Test func noInstructionsInAWindowThatTookTime() {
        let reading = reading([("PAPI_TOT_INS", 9000, [1000, 0])])
        #expect(detail(reading, "PAPI_TOT_INS") == "0 counted in a window of 0.5 s")
    }

    @Test func negativeCount() {
        #expect(detail(reading([("PAPI_L1_DCM", 1, [5, -3])]), "PAPI_L1_DCM") == "-3 counted")
    }

    @Test func counterThatNeverMovedWhileOthersDid() {
        let reading = reading([("PAPI_TOT_INS", 1, [1000, 1000]), ("PAPI_VEC_SP", 0, [0, 0])])
        #expect(
            detail(reading, "PAPI_VEC_SP")
                == "did not move in any window, nor when probed, while other events did")
    }

    @Test func zeroOfACounterKnownToMoveIsACount() throws {
        let reading = reading([
            ("PAPI_TOT_INS", 1, [1000, 1000]), ("PAPI_VEC_SP", 7, [0, 0]),
            ("perf::CPU-MIGRATIONS", 0, [0, 0]),
        ])
        #expect(try reading.outcomes["PAPI_VEC_SP"]?.get().counts == [0, 0])
        #expect(try reading.outcomes["perf::CPU-MIGRATIONS"]?.get().counts == [0, 0])
        #expect(reading.warnings.isEmpty)
    }

    @Test func clocksAreSeconds() throws {
        let value = try #require(
            try reading([("perf::TASK-CLOCK", 1, [3_000_000, 6_000_000])]).outcomes["perf::TASK-CLOCK"]?.get()
        )
        #expect(value.unit == "s")
        #expect(value.perCall(1000).elementsEqual([3e-6, 6e-6]) { abs($0 - $1) < 1e-18 })
    }
}
