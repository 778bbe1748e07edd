import Testing

@testable import Drift

/// Detectors written from their definitions raise river's alarms, and with a mistake in them others: the streams can tell.
@Suite("Mistakes change alarms") struct SeededBugTests {
    @Test("Page-Hinkley", arguments: [nil] + PlainPageHinkley.Bug.allCases.map(Optional.some))
    func pageHinkley(bug: PlainPageHinkley.Bug?) throws {
        let parameters = try Fixture.shared.get().parameters.page_hinkley
        let changed = try changes("page_hinkley") { choice, values in
            PlainPageHinkley(parameters: parameters[choice], bug: bug).run(values)
        }
        #expect((changed == 0) == (bug == nil), "\(changed) cases changed")
    }

    @Test("ADWIN", arguments: [nil] + PlainADWIN.Bug.allCases.map(Optional.some))
    func adwin(bug: PlainADWIN.Bug?) throws {
        let parameters = try Fixture.shared.get().parameters.adwin
        let changed = try changes("adwin", longest: 3000) { choice, values in
            PlainADWIN(parameters[choice], bug: bug).run(values)
        }
        #expect((changed == 0) == (bug == nil), "\(changed) cases changed")
    }

    @Test("DDM", arguments: [nil] + PlainDDM.Bug.allCases.map(Optional.some))
    func ddm(bug: PlainDDM.Bug?) throws {
        let parameters = try Fixture.shared.get().parameters.ddm
        let changed = try changes("ddm") { choice, values in
            PlainDDM(parameters: parameters[choice], bug: bug).run(values)
        }
        #expect((changed == 0) == (bug == nil), "\(changed) cases changed")
    }

    /// In how many cases alarms differ. Numbers so large that the order of summation decides are left out.
    private func changes(
        _ detector: String, longest: Int = 7000, run: (Int, [Double]) -> PlainRun
    ) throws -> Int {
        try Fixture.cases(of: detector, longest: longest).count { expected, values in
            values.allSatisfy { abs($0) < 1e6 } && !run(expected.parameters, values).agrees(with: expected.alarms)
        }
    }
}
