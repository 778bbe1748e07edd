import CountersTestSupport
import Testing

@testable import Counters

@Suite struct LibraryTests {
    @Test func withoutPAPIEveryEventIsUnavailableForThatReason() {
        let session = CounterSession(.everyGroup, library: CounterLibrary(nil))
        #expect(session.passes.isEmpty)
        #expect(session.asked.allSatisfy { session.refused[$0] == .notBuilt })
        let reading = session.reading(of: [])
        #expect(Set(reading.outcomes.keys) == Set(session.asked))
        #expect(reading.outcomes.values.allSatisfy { $0 == .failure(.notBuilt) })
    }

    @Test func wrongVersionNamesBoth() {
        let library = CounterLibrary(ScriptedPAPI { $0.libraryVersion = 0x0507_0100 })
        #expect(library.version == nil)
        guard case .failure(let reason) = library.started else {
            Issue.record("started with the wrong version")
            return
        }
        #expect(reason.reason == "built for PAPI 7.0.0, found PAPI 5.7.1")
    }

    @Test func refusalOfTheLibraryNamesTheVersionItWasBuiltFor() {
        let library = CounterLibrary(ScriptedPAPI { $0.libraryVersion = PAPICode.invalid })
        guard case .failure(let reason) = library.started else {
            Issue.record("started after a refusal")
            return
        }
        #expect(reason.reason == "PAPI_library_init failed: scripted -1; built for version 7.0.0 (-1)")
    }

    @Test func goodVersionStarts() {
        #expect(CounterLibrary(ScriptedPAPI()).version == "7.0.0")
    }
}
