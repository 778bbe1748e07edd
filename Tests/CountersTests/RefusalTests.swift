import CountersTestSupport
import Testing

@testable import Counters

@Suite struct RefusalTests {
    /// One event refused on a scripted machine.
    private func refusal(
        _ event: String = "PAPI_TOT_INS", paranoid: Int? = 2, hasPMU: Bool = true,
        _ change: (inout ScriptedPAPI.Script) -> Void
    ) -> CounterUnavailability? {
        let papi = ScriptedPAPI(change)
        let session = CounterSession(
            [event, "perf::PAGE-FAULTS"], on: papi, paranoid: paranoid, hasPMU: hasPMU)
        session.close()
        #expect(papi.openSets == 0, "event sets leaked")
        return session.refused[event]
    }

    @Test func missingPMU() {
        let reason = refusal(hasPMU: false) { $0.addErrors["PAPI_TOT_INS"] = PAPICode.noEvent }
        #expect(reason == .noPMU)
        #expect(reason?.reason.contains("no hardware PMU (virtual machine)") == true)
    }

    @Test func missingPMUFoundAtStart() {
        #expect(refusal(hasPMU: false) { $0.startErrors["PAPI_TOT_INS"] = PAPICode.noEvent } == .noPMU)
    }

    @Test func eventMissingInThePMUDriver() {
        #expect(refusal { $0.addErrors["PAPI_TOT_INS"] = PAPICode.noEvent } == .notInKernel)
    }

    @Test func presetNotDefinedForTheProcessor() {
        #expect(
            refusal("PAPI_L2_TCM", hasPMU: false) { $0.undefined = ["PAPI_L2_TCM"] } == .notOnThisProcessor)
    }

    @Test func paranoidLevel() {
        let reason = refusal(paranoid: 4) {
            $0.addErrors["PAPI_TOT_INS"] = PAPICode.permission
            $0.softwareClock = 13
        }
        #expect(reason == .paranoid(level: 4, needed: 2))
        #expect(reason?.remedy == "sudo sysctl kernel.perf_event_paranoid=2")
    }

    @Test func paranoidLevelThatDisablesTheWholeComponent() {
        let preset = refusal(paranoid: 3) { $0.disabledReason = "disabled with paranoid=3" }
        #expect(preset == .paranoid(level: 3, needed: 2))
        let native = refusal("perf::TASK-CLOCK", paranoid: 3) {
            $0.disabledReason = "disabled with paranoid=3"
        }
        #expect(native == .paranoid(level: 3, needed: 2))
    }

    @Test func kernelModeNeedsLevelOne() {
        let reason = refusal("perf::CONTEXT-SWITCHES", paranoid: 2) {
            $0.rates["perf::CONTEXT-SWITCHES"] = 1
            $0.addErrors["perf::CONTEXT-SWITCHES"] = PAPICode.permission
        }
        #expect(reason == .paranoid(level: 2, needed: 1))
    }

    @Test(arguments: [1, 13] as [Int32]) func seccomp(errno: Int32) {
        let reason = refusal {
            $0.addErrors["PAPI_TOT_INS"] = PAPICode.permission
            $0.softwareClock = errno
        }
        #expect(reason == .sandboxed(errno: errno, level: 2))
        #expect(reason?.reason.contains("seccomp") == true)
    }

    @Test func seccompThatActsAsIfThereWereNoCall() {
        let reason = refusal {
            $0.addErrors["PAPI_TOT_INS"] = PAPICode.system
            $0.softwareClock = 38
        }
        #expect(reason == .noSystemCall)
    }

    @Test func seccompIsNotTakenForTheLevelThatAnEventNeeds() {
        let reason = refusal("perf::CONTEXT-SWITCHES", paranoid: 2) {
            $0.rates["perf::CONTEXT-SWITCHES"] = 1
            $0.addErrors["perf::CONTEXT-SWITCHES"] = PAPICode.permission
            $0.softwareClock = 1
        }
        #expect(reason == .sandboxed(errno: 1, level: 2))
    }

    @Test func softwareEventThatThisKernelLacks() {
        let reason = refusal("perf::TASK-CLOCK", hasPMU: false) {
            $0.addErrors["perf::TASK-CLOCK"] = PAPICode.noEvent
        }
        #expect(reason == .notInKernel)
    }

    @Test func oneEventForbidden() {
        #expect(refusal { $0.addErrors["PAPI_TOT_INS"] = PAPICode.permission } == .eventForbidden)
    }

    @Test func counterTakenBySomeoneElse() {
        #expect(refusal { $0.startErrors["PAPI_TOT_INS"] = PAPICode.conflict } == .counterTaken)
    }

    @Test func disabledComponent() {
        let reason = refusal { $0.disabledReason = "no device" }
        #expect(reason == .componentDisabled(name: "perf_event", reason: "no device"))
    }

    @Test func unknownNameOffersNearest() {
        let reason = refusal("perf::PAGE-FALTS") { _ in }
        #expect(reason == .unknownEvent(nearest: ["perf::PAGE-FAULTS", "perf::TASK-CLOCK"]))
    }

    @Test func anyOtherCodeIsPassedOnWithItsCall() {
        let reason = refusal { $0.readError = -14 }
        #expect(reason?.reason == "PAPI_read failed: scripted -14 (-14)")
    }

    @Test func counterThatNeverMoves() {
        let reason = refusal { $0.rates["PAPI_TOT_INS"] = 0 }
        #expect(reason == .broken(detail: "0 counted over work that causes this event"))
    }

    @Test func everyReasonHasWordsAndThoseForUsersARemedy() {
        let failure = PAPIFailure(call: .start, code: -8)
        let remediable: [CounterUnavailability] = [
            .notBuilt, .versionMismatch(built: "7.0.0", found: "5.7.0"), .unknownEvent(nearest: []),
            .notOnThisProcessor, .noPMU, .notInKernel, .paranoid(level: 3, needed: 2),
            .sandboxed(errno: 1, level: nil), .noSystemCall, .eventForbidden, .counterTaken,
            .multiplexingRefused(message: "no"), .missingInputs(["A"]),
        ]
        let plain: [CounterUnavailability] = [
            .componentDisabled(name: "a", reason: "b"), .broken(detail: "x"), .notMeasured,
            .failedDuringRun(failure, message: "m"), .papi(failure, message: "m"),
        ]
        #expect(remediable.allSatisfy { !$0.reason.isEmpty && $0.remedy != nil })
        #expect(plain.allSatisfy { !$0.reason.isEmpty && $0.remedy == nil })
    }
}
