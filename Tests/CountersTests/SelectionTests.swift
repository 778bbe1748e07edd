import CountersTestSupport
import Testing

@testable import Counters

@Suite struct SelectionTests {
    private let library = CounterLibrary(ScriptedPAPI())

    @Test func groupsPresetsAndNativesMixAndRepeatOnce() throws {
        let selection = try CounterSelection(
            parsing: "branch, PAPI_TOT_INS ,perf::PAGE-FAULTS,branch", library: library)
        #expect(selection.events == ["PAPI_TOT_INS", "PAPI_BR_INS", "PAPI_BR_MSP", "perf::PAGE-FAULTS"])
    }

    @Test func noneIsNothing() throws {
        #expect(try CounterSelection(parsing: "none", library: library) == .none)
    }

    @Test func callgrindCountsAloneOrBesideEvents() throws {
        let alone = try CounterSelection(parsing: "callgrind", library: library)
        #expect(alone.events.isEmpty && alone.simulates)
        let beside = try CounterSelection(parsing: "perf::PAGE-FAULTS, callgrind", library: library)
        #expect(beside.events == ["perf::PAGE-FAULTS"] && beside.simulates)
        #expect(try !CounterSelection(parsing: "perf::PAGE-FAULTS", library: library).simulates)
    }

    @Test func masksBelongToTheName() throws {
        let selection = try CounterSelection(parsing: "perf::PAGE-FAULTS:u=1:k=1", library: library)
        #expect(selection.events == ["perf::PAGE-FAULTS:u=1:k=1"])
    }

    @Test func eventsOfAnotherMachinesPMUAreLeftToProbing() throws {
        let selection = try CounterSelection(parsing: "skx::UOPS_RETIRED", library: library)
        #expect(selection.events == ["skx::UOPS_RETIRED"])
    }

    @Test(arguments: [
        ("", "counters '': an item is empty; write groups and events with one comma between them"),
        (
            "cache,,tlb",
            "counters 'cache,,tlb': an item is empty; write groups and events with one comma between them"
        ),
        ("none,cache", "counters 'none,cache': 'none' stands alone; remove it or the others"),
        ("cahce", "counters: 'cahce' is neither a group nor an event; did you mean cache?"),
        (
            "PAPI_TOT_IN",
            "counters: PAPI has no event 'PAPI_TOT_IN'; did you mean PAPI_TOT_INS, PAPI_TOT_CYC?"
        ),
        (
            "perf::PAGE-FAULT",
            "counters: PAPI has no event 'perf::PAGE-FAULT'; did you mean perf::PAGE-FAULTS, perf::TASK-CLOCK?"
        ),
        (
            "quantum-flux",
            "counters: 'quantum-flux' is neither a group nor an event; "
                + "groups: default, cache, branch, simd, tlb, software"
        ),
    ])
    func mistakesAreNamed(list: String, message: String) {
        let error = #expect(throws: CountersError.self) {
            _ = try CounterSelection(parsing: list, library: library)
        }
        #expect(error?.description == message)
    }

    @Test func withoutPAPIWellFormedEventsPassAndWordsDoNot() throws {
        let absent = CounterLibrary(nil)
        let selection = try CounterSelection(parsing: "default,PAPI_FP_OPS", library: absent)
        #expect(selection.events.last == "PAPI_FP_OPS")
        #expect(throws: CountersError.unknownGroup("sims", nearest: ["simd"])) {
            _ = try CounterSelection(parsing: "sims", library: absent)
        }
    }
}
