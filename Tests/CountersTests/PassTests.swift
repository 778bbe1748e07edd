import TestSupport
import Statistics
import CountersTestSupport
import Testing

@testable import Counters

@Suite struct PassTests {
    private let hardware = ["PAPI_TOT_INS", "PAPI_TOT_CYC", "PAPI_L1_DCM", "PAPI_BR_MSP"]

    @Test func allInOnePassWhereTheyFit() {
        let papi = ScriptedPAPI()
        let session = CounterSession(hardware + ["perf::TASK-CLOCK"], on: papi)
        #expect(session.plan == [hardware + ["perf::TASK-CLOCK"]])
        #expect(papi.openSets == 1)
        session.close()
        #expect(papi.openSets == 0)
    }

    @Test func twoCountersMakePassesThatEachHoldTheInstructions() {
        let session = CounterSession(hardware + ["perf::TASK-CLOCK"], on: ScriptedPAPI { $0.counters = 2 })
        #expect(
            session.plan == [
                ["PAPI_TOT_INS", "PAPI_TOT_CYC", "perf::TASK-CLOCK"], ["PAPI_TOT_INS", "PAPI_L1_DCM"],
                ["PAPI_TOT_INS", "PAPI_BR_MSP"],
            ])
        #expect(session.refused.isEmpty)
    }

    @Test func oneCounterLeavesEachEventAlone() {
        let session = CounterSession(hardware, on: ScriptedPAPI { $0.counters = 1 })
        #expect(session.plan == hardware.map { [$0] })
    }

    @Test func conflictOpensTheNextPass() {
        let papi = ScriptedPAPI { $0.conflicts = [["PAPI_L1_DCM", "PAPI_BR_MSP"]] }
        let session = CounterSession(hardware, on: papi)
        #expect(
            session.plan == [
                ["PAPI_TOT_INS", "PAPI_TOT_CYC", "PAPI_L1_DCM"], ["PAPI_TOT_INS", "PAPI_BR_MSP"],
            ])
    }

    @Test func setThatStartsInPartIsSplit() {
        let session = CounterSession(hardware, on: ScriptedPAPI { $0.silentCounters = 2 })
        #expect(session.plan.allSatisfy { $0.count <= 2 })
        #expect(Set(session.plan.joined()) == Set(hardware))
        let reading = session.run()
        #expect(reading.outcomes.values.allSatisfy { (try? $0.get()) != nil })
    }

    @Test func setThatNoLongerOpensWholeIsHalvedNotDropped() {
        // Planning tries one set at a time; with the first pass open the second must not be lost.
        let papi = ScriptedPAPI {
            $0.conflicts = [["PAPI_TOT_CYC", "PAPI_L1_DCM"], ["PAPI_TOT_CYC", "PAPI_BR_MSP"]]
            $0.openSets = 1
        }
        let session = CounterSession(hardware, on: papi)
        #expect(Set(session.plan.joined()) == Set(hardware))
        #expect(session.plan.dropFirst().allSatisfy { $0.count == 1 })
        #expect(session.refused.isEmpty)
    }

    @Test func planKeepsEveryEventWhateverFits() {
        var random = SeededGenerator(for: "plans")
        for _ in 0..<200 {
            let events = (0..<Int.random(in: 1...12, using: &random)).map { index in
                CounterEvent(name: "e\(index)", description: "", code: Int32(index), component: 0, probed: 1)
            }
            let room = Int.random(in: 1...5, using: &random)
            let enemies = (0..<8).map { _ in
                Set([Int32.random(in: 0..<12, using: &random), Int32.random(in: 0..<12, using: &random)])
            }.filter { $0.count == 2 }
            let fits: ([CounterEvent]) -> Bool = { set in
                set.count <= room && !enemies.contains { $0.isSubset(of: set.map(\.code)) }
            }
            let plan = PassPlan.make(events, anchor: events[0], fits: fits)
            #expect(plan.allSatisfy(fits), "")
            #expect(Set(plan.joined()) == Set(events), "")
            let others = plan.joined().filter { $0 != events[0] }
            #expect(others.count == events.count - 1, ": an event is counted twice")
        }
    }

    @Test func windowsHoldRawCountsByEvent() throws {
        let session = CounterSession(["PAPI_TOT_INS", "PAPI_TOT_CYC"], on: ScriptedPAPI())
        let pass = try #require(session.passes.first)
        var runs = 0
        let windows = pass.measure(windows: 4) { runs += 1 }
        #expect(runs == 4)
        #expect(windows.seconds.count == 4)
        #expect(windows.counts == [4000, 2000, 4000, 2000, 4000, 2000, 4000, 2000])
        #expect(windows.counts(of: pass.events[1]) == [2000, 2000, 2000, 2000])
    }

    @Test func failureInTheMiddleOfARunMakesThePassUnavailable() throws {
        // One start each to probe two events, one for the pair, then one good window.
        let session = CounterSession(
            ["PAPI_TOT_INS", "PAPI_TOT_CYC"], on: ScriptedPAPI { $0.goodStarts = 4 })
        var runs = 0
        let windows = try #require(session.passes.first).measure(windows: 5) { runs += 1 }
        #expect(runs == 1)
        #expect(windows.seconds.count == 1)
        let failure = PAPIFailure(call: .start, code: PAPICode.system)
        let reason = CounterUnavailability.failedDuringRun(failure, message: "scripted -3")
        let reading = session.reading(of: [windows])
        #expect(reading.outcomes == ["PAPI_TOT_INS": .failure(reason), "PAPI_TOT_CYC": .failure(reason)])
        #expect(session.passes.first?.calibrate() == nil)
    }

    @Test func multiplexingIsFlagged() throws {
        let papi = ScriptedPAPI { $0.counters = 2 }
        let session = CounterSession(["perf::TASK-CLOCK"] + hardware, on: papi, multiplexed: true)
        #expect(session.plan == [["perf::TASK-CLOCK"], hardware])
        let reading = session.run()
        for name in hardware {
            #expect(try reading.outcomes[name]?.get().isMultiplexed == true)
        }
        #expect(reading.warnings.map(\.code) == hardware.map { _ in "multiplexed-counter" })
    }

    @Test func refusedMultiplexingIsNoSilentSubstitute() {
        let papi = ScriptedPAPI { $0.multiplexError = PAPICode.notSupported }
        let session = CounterSession(hardware, on: papi, multiplexed: true)
        #expect(session.passes.isEmpty)
        #expect(hardware.allSatisfy { session.refused[$0] == .multiplexingRefused(message: "scripted -18") })
        #expect(papi.openSets == 0)
    }

    @Test func costIsCalibrated() throws {
        let session = CounterSession(["PAPI_TOT_INS", "PAPI_TOT_CYC"], on: ScriptedPAPI())
        let cost = try #require(session.passes.first?.calibrate(samples: 5))
        #expect(cost.read > 0 && cost.startStop > 0)
    }

    @Test func closingStopsARunningPass() throws {
        let papi = ScriptedPAPI()
        let session = CounterSession(["PAPI_TOT_INS"], on: papi)
        #expect(try #require(session.passes.first).start())
        session.close()
        #expect(papi.openSets == 0)
    }

    @Test func closedPassesCountNoMore() throws {
        let session = CounterSession(["PAPI_TOT_INS"], on: ScriptedPAPI())
        session.close()
        #expect(session.run().outcomes == ["PAPI_TOT_INS": .failure(.notMeasured)])
    }

    @Test func startedProcessesAreCountedWhereAsked() throws {
        let papi = ScriptedPAPI { $0.counters = 2 }
        let session = CounterSession(hardware, on: papi, inherited: true)
        #expect(papi.inheritingSets.count == session.passes.count && session.passes.count > 1)
        #expect(session.run().outcomes.values.allSatisfy { (try? $0.get()) != nil })

        let plain = ScriptedPAPI()
        _ = CounterSession(hardware, on: plain)
        #expect(plain.inheritingSets.isEmpty)
    }

    @Test func whatIsNotInheritedIsRefusedAndNotCountedOtherwise() {
        let papi = ScriptedPAPI { $0.inheritError = PAPICode.conflict }
        let session = CounterSession(hardware, on: papi, inherited: true)
        #expect(session.passes.isEmpty && Set(session.refused.keys) == Set(hardware))
    }
}
