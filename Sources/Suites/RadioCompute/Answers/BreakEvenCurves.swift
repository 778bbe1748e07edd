import EnergyModels
import Quantities
import RealModule
import Report

/// Both ways' costs for a batch over the number of batches between updates, a chart for each payload, cadence and device of a scenario: a
/// curve for sending and one for training over each radio. They cross at N*.
struct BreakEvenCurves {
    let scenario: Scenario
    let answers: [Answer]

    /// From one batch to so many, in even steps of magnitude.
    private static let most = 100_000.0
    private static let points = 31

    func series() -> [Report.Series] {
        // The first payload and cadence show the form; the others move it.
        guard let payload = scenario.payloads.first, let cadence = scenario.cadences.first else { return [] }
        return answers.filter { $0.subject.payload.name == payload.name && $0.subject.cadence.name == cadence.name }
            .flatMap { answer -> [Report.Series] in
                guard case .found(let found) = answer.outcome else { return [] }
                let curves = curves(found.question)
                let radio = answer.subject.radio.name
                let name = "break-even \(scenario.name), \(answer.subject.device.name), \(cadence.text)"
                return [("send/\(radio)", curves.send), ("train/\(radio)", curves.train)].map { label, points in
                    .init(
                        name: name, x: .init(name: "batches between updates", unit: "1"),
                        y: .init(name: "energy a batch", unit: "J"), points: points, label: label)
                }
            }
    }

    private func curves(_ question: Question) -> (send: [Report.Series.Point], train: [Report.Series.Point]) {
        var question = question
        var (send, train): ([Report.Series.Point], [Report.Series.Point]) = ([], [])
        var last = 0
        for index in 0..<Self.points {
            let share = Double(index) / Double(Self.points - 1)
            let batches = Int(Double.exp(share * Double.log(Self.most)).rounded())
            guard batches > last else { continue }
            last = batches
            question.exchange.batches = batches
            let balance = question.nominal
            send.append(.init(x: Double(batches), y: balance.send.total.value / Double(batches)))
            train.append(.init(x: Double(batches), y: balance.train.total.value / Double(batches)))
        }
        return (send, train)
    }
}
