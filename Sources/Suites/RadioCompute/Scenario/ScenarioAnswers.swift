import EnergyModels
import Measurement
import Report

/// The answers to all questions of scenarios, as they go into a report.
struct ScenarioAnswers {
    let scenarios: [Scenario]
    /// How far models are from measurements.
    var errors: [Report.Finding] = []
    /// Draws of all uncertain numbers, for each question.
    let draws: Int
    let seed: UInt64

    /// - Parameters:
    ///   - results: training steps that were measured on this machine.
    ///   - isWanted: whether a case is asked for.
    /// - Throws: ``SuiteError/badName(_:)``.
    func modelled(
        from results: [GroupResult] = [], isWanted: (CaseID) -> Bool = { _ in true }
    ) throws -> ModelledCases {
        var modelled = ModelledCases()
        var (overviews, shares, explanations, verdicts):
            ([Report.Finding], [Report.Finding], [Report.Finding], [Report.Finding]) =
                ([], [], [], [])
        for scenario in scenarios {
            let wanted = try scenario.subjects.filter { subject in
                try isWanted(subject.id("send")) || isWanted(subject.id("train"))
            }
            guard !wanted.isEmpty else { continue }
            let host = HostEnergy(results).step(of: scenario.learning)
            let answers = wanted.map { Answer($0, draws: draws, seed: seed, host: host) }
            for answer in answers {
                let cases = AnswerCases(answer: answer)
                modelled.cases += try cases.cases()
                modelled.comparisons += try [cases.comparison()].compactMap { $0 }
            }
            let findings = AnswerFindings(scenario: scenario, answers: answers)
            let lifetime = LifetimeFindings(scenario: scenario)
            overviews += [findings.overview].compactMap { $0 }
            shares += [lifetime.share].compactMap { $0 }
            explanations += lifetime.explanations + lifetime.outcome(answers)
            verdicts += findings.verdicts
            modelled.series += BreakEvenCurves(scenario: scenario, answers: answers).series()
        }
        // A terminal shows the first dozen.
        modelled.findings = overviews + shares + errors + explanations + verdicts
        return modelled
    }
}
