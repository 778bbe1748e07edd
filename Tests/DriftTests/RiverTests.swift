import Statistics
import Testing

@testable import Drift

/// Alarms at the places where river 0.26.1 raises them, and the same state to the last bit.
@Suite("Alarms of river") struct RiverTests {
    @Test("The streams are the script's") func streams() throws {
        let streams = try Fixture.shared.get().streams
        #expect(streams.count >= 100)
        for stream in streams { #expect(try digest(stream.values()) == stream.digest, "\(stream.name)") }
    }

    @Test("Page-Hinkley") func pageHinkley() throws {
        let parameters = try Fixture.shared.get().parameters.page_hinkley
        for (expected, values) in try Fixture.cases(of: "page_hinkley") {
            let detector = try parameters[expected.parameters].detector()
            try check(detector, expected, values) { [$0.mean, $0.state.rise, $0.state.fall] }
        }
    }

    @Test("ADWIN") func adwin() throws {
        let parameters = try Fixture.shared.get().parameters.adwin
        for (expected, values) in try Fixture.cases(of: "adwin") {
            let detector = try parameters[expected.parameters].detector()
            try check(detector, expected, values) { [Double($0.width), $0.estimation, $0.variance] }
        }
    }

    @Test("DDM, with its warnings") func ddm() throws {
        let parameters = try Fixture.shared.get().parameters.ddm
        for (expected, values) in try Fixture.cases(of: "ddm") {
            var detector = try parameters[expected.parameters].detector()
            try check(detector, expected, values) { [$0.errorRate] }
            var warnings: [Int] = []
            for (index, value) in values.enumerated() {
                let warned = detector.isWarning
                _ = detector.add(value)
                if detector.isWarning, !warned { warnings.append(index) }
            }
            #expect(warnings == expected.warnings, "stream \(expected.stream)")
        }
    }

    /// Holds alarms and states of one case.
    private func check<Detector: DriftDetector>(
        _ detector: Detector, _ expected: Fixture.Case, _ values: [Double], state: (Detector) -> [Double]
    ) throws {
        let stream = try Fixture.shared.get().streams[expected.stream].name
        let name = "\(expected.detector) \(expected.parameters), \(stream)"
        var detector = detector
        var found: [Int] = []
        var probes = expected.probes[...]
        for (index, value) in values.enumerated() {
            if detector.add(value) { found.append(index) }
            guard let probe = probes.first, probe.at == index else { continue }
            #expect(state(detector) == probe.state, "\(name) after \(index)")
            probes.removeFirst()
        }
        #expect(found == expected.alarms, "\(name)")
        #expect(probes.isEmpty, "\(name)")
    }
}
