import EnergyModels
import Quantities
import Report

/// The answer to one question of a scenario.
struct Answer: Sendable {
    let subject: Subject
    /// Why there is none, or what it is.
    let outcome: Outcome

    /// What is asked.
    struct Subject: Sendable {
        let scenario: Scenario
        let payload: Scenario.Payload
        let cadence: Scenario.Cadence
        let device: Scenario.Device
        let radio: RadioProfile

        /// Between scenario and payload.
        var workload: String { "\(scenario.name).\(payload.name)" }

        /// As they stand in ids.
        var conditions: [String: String] {
            [
                "batches": "\(cadence.batches)", "device": device.name,
                "every": QuantityWords.span(cadence.every).filter { $0 != " " }.replacing("µ", with: "u"),
            ]
        }

        /// In the order of the report, for seeds and comparisons.
        func id(_ way: String) throws -> CaseID {
            let variant = "\(way)/\(radio.name)"
            guard
                let id = CaseID(
                    suite: RadioCompute.name, workload: workload, variant: variant, conditions: conditions)
            else { throw SuiteError.badName("\(workload) \(variant) \(conditions)") }
            return id
        }
    }

    /// What is found.
    enum Outcome: Sendable {
        case unavailable(String)
        case found(Found)
    }

    /// Everything about a question that has an answer.
    struct Found: Sendable {
        let question: Question
        let trial: MonteCarlo
        let verdict: Verdict
        let breakEven: BreakEven
        let sensitivities: [Sensitivity]

        init(_ question: Question, draws: Int, seed: UInt64) {
            self.question = question
            trial = MonteCarlo(question, draws: draws, seed: seed)
            verdict = Verdict(question, trial)
            breakEven = BreakEven(question)
            sensitivities = Sensitivity.all(of: question)
        }
    }
}

extension Answer {
    /// Answers a question.
    /// - Parameter host: a step's energy on this machine, or why there is none.
    init(
        _ subject: Subject, draws: Int, seed: UInt64, host: Result<ProfileNumber, HostEnergyMissing>
    ) {
        self.subject = subject
        let learning = subject.scenario.learning
        let compute: ComputeCost
        switch subject.device {
        case .processor(let profile):
            compute = .modelled(macs: learning.macs, learning.arithmetic, profile, overhead: learning.overhead)
        case .given(_, _, let number):
            compute = .given(number, time: nil)
        case .host:
            switch host {
            case .success(let number):
                compute = .given(number, time: nil)
            case .failure(let missing):
                outcome = .unavailable(missing.reason)
                return
            }
        }
        let question = Question(
            exchange: subject.scenario.exchange(subject.payload, subject.cadence), radio: subject.radio,
            compute: compute, surroundings: subject.scenario.surroundings, battery: subject.scenario.battery)
        outcome =
            question.map { .found(Found($0, draws: draws, seed: seed)) }
            ?? .unavailable(
                "nothing is published of \(learning.arithmetic.rawValue.uppercased()) on \(subject.device.title)")
    }
}

extension Scenario {
    /// All questions of the scenario.
    var subjects: [Answer.Subject] {
        payloads.flatMap { payload in
            cadences.flatMap { cadence in
                devices.flatMap { device in
                    radios.map { radio in
                        Answer.Subject(
                            scenario: self, payload: payload, cadence: cadence, device: device, radio: radio)
                    }
                }
            }
        }
    }
}

/// Why a step's energy on this machine is not known.
struct HostEnergyMissing: Error {
    let reason: String
}
