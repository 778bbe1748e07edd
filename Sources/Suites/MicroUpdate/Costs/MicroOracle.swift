import MicroUpdate
import RealModule
import Report
import Statistics

/// A model's update in FP64 by its closed form, and what other precisions may differ from it by.
struct MicroOracle {
    let shape: ModelShape
    /// Random models and events that a precision is held against.
    static let draws = 10_000

    init(_ shape: ModelShape) { self.shape = shape }

    /// A random model and event. Every number is one that each precision represents as it is: a multiple of 2⁻⁷ of few bits.
    struct Draw {
        var parameters: [Double]
        var features: [Double]
        var context: Int
        var label: Double
        var rate: Double
        var seed: UInt64
    }

    func draw(using generator: inout SeededGenerator) -> Draw {
        func number(_ range: Double) -> Double {
            ((2 * generator.uniform() - 1) * range * 128).rounded(.toNearestOrAwayFromZero) / 128
        }
        return Draw(
            parameters: (0..<shape.parameters).map { _ in number(0.99) },
            features: (0..<shape.features).map { _ in number(0.99) },
            context: generator.integer(below: shape.contexts), label: Double(generator.integer(below: 2)),
            rate: Double(1 + generator.integer(below: 64)) / 128, seed: generator.next())
    }

    /// The score before, the parameters after an update, and how much those without rounding would have moved, by their closed form.
    func update(_ draw: Draw) -> (score: Double, parameters: [Double], moves: [Double]) {
        let count = shape.features
        var logit = draw.parameters[2 * count + draw.context]
        for i in 0..<count { logit += draw.parameters[count + i] * draw.parameters[i] * draw.features[i] }
        let score = 1 / (1 + Double.exp(-logit))
        let step = draw.rate * (score - draw.label)
        var moves = [Double](repeating: 0, count: shape.parameters)
        for i in 0..<count {
            moves[i] = -step * draw.parameters[count + i] * draw.features[i]
            moves[count + i] = -step * draw.parameters[i] * draw.features[i]
        }
        moves[2 * count + draw.context] = -step
        return (score, zip(draw.parameters, moves).map { $0 + $1 }, moves)
    }

    /// Whether what a precision makes of random updates is theirs in FP64 but for rounding.
    /// - Parameters:
    ///   - unit: half the distance of neighbouring numbers of the precision by their size, or all of it where rounding is at random.
    ///   - result: the parameters after an update.
    func rounding(
        _ unit: Double, by generator: inout SeededGenerator, _ result: (Draw) -> [Double]
    ) -> Report.Check {
        var worst = 0.0
        // Arithmetic beside storage is at least that of FP32, or of FP64 where that stores.
        let arithmetic = min(unit, Double(Float.ulpOfOne))
        for _ in 0..<Self.draws {
            let draw = draw(using: &generator)
            let (_, expected, moves) = update(draw)
            let own = result(draw)
            for place in expected.indices {
                let bound =
                    unit * max(expected[place].magnitude, 0x1p-14)
                    + arithmetic * (8 + Double(shape.features)) * (moves[place].magnitude + expected[place].magnitude)
                let error = (own[place] - expected[place]).magnitude / bound
                guard error <= 1 else {
                    return .init(
                        name: Self.name, passed: false,
                        detail: "parameter \(place) became \(own[place]) where FP64 has \(expected[place])")
                }
                worst = max(worst, error)
            }
        }
        return .init(
            name: Self.name, passed: true,
            detail: "\(Self.draws) random updates are those of FP64 but for rounding, at most "
                + "\(percent(worst)) of what that may differ by")
    }

    static let name = "fp64-update"
}
