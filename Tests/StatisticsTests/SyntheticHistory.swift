import RealModule

@testable import Statistics

/// A history of nights of known changes: 1 % noise, and a mix of steps of 3 %, spikes and a slow drift.
struct SyntheticHistory {
    enum Feature: String, Encodable {
        case steps, spikes, drift
    }

    var values: [Double]
    /// The index of the first value after each step.
    var steps: [Int]
    var features: [Feature]

    /// - Parameter rho: the noise's correlation from one night to the next; its spread is 1 % whatever that is.
    init(rho: Double = 0, using simulation: inout SimulatedSeries) {
        let count = 60 + simulation.generator.integer(below: 441)
        let scale = 0.01 * (1 - rho * rho).squareRoot()
        var logs = simulation.autoregressive(count: count, rho: rho, noise: .gaussian).map { scale * $0 }
        // Two in three have steps, every second one spikes, every third one drifts.
        steps = []
        features = []
        for _ in 0..<simulation.generator.integer(below: 3) * 3 / 2 {
            let step = 15 + simulation.generator.integer(below: count - 30)
            if steps.allSatisfy({ abs($0 - step) >= 20 }) { steps.append(step) }
        }
        steps.sort()
        if !steps.isEmpty { features.append(.steps) }
        for step in steps {
            let change = Double.log(1.03) * simulation.sign()
            for index in step..<count { logs[index] += change }
        }
        if simulation.generator.integer(below: 2) == 0 {
            features.append(.spikes)
            for index in logs.indices where simulation.generator.uniform() < 0.02 {
                logs[index] += .log(1.05 + 0.45 * simulation.generator.uniform())
            }
        }
        if simulation.generator.integer(below: 3) == 0 {
            features.append(.drift)
            let whole = (0.02 + 0.04 * simulation.generator.uniform()) * simulation.sign()
            let bends = simulation.generator.integer(below: 2) == 0
            for index in logs.indices {
                let part = Double(index) / Double(count - 1)
                logs[index] += whole * (bends ? Double.sin(.pi / 2 * part) : part)
            }
        }
        values = logs.map { 100 * .exp($0) }
    }

    static func many(_ count: Int, rho: Double = 0, seed: UInt64) -> [SyntheticHistory] {
        var simulation = SimulatedSeries(seed: seed, stream: "histories")
        return (0..<count).map { _ in SyntheticHistory(rho: rho, using: &simulation) }
    }

    /// How changes found compare with the steps there are: each step is found by one change within 5 points, and all
    /// other changes are false.
    func score(_ found: [Int]) -> (found: Int, wrong: Int) {
        var left = found
        var matched = 0
        for step in steps {
            guard let nearest = left.indices.min(by: { abs(left[$0] - step) < abs(left[$1] - step) }),
                abs(left[nearest] - step) <= 5
            else { continue }
            left.remove(at: nearest)
            matched += 1
        }
        return (matched, left.count)
    }
}

extension SimulatedSeries {
    fileprivate mutating func sign() -> Double {
        generator.integer(below: 2) == 0 ? -1 : 1
    }
}
