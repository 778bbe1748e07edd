import Foundation
import Learning
import Testing

/// The tasks can be learned, and are not trivial: what classifiers in closed form reach, trained on some persons or
/// machines and tested on later examples of theirs and on others.
@Suite struct TaskDifficultyTests {
    private static let seeds: [UInt64] = [1, 2, 3]

    private func accuracies(
        _ stream: some ExampleStream, sources: Int = 8, count: Int = 150, classify: (Examples, Examples) -> Double
    ) throws -> (own: Double, others: Double) {
        let all = try stream.examples(of: 0..<sources, count: count)
        let (training, test) = try all.split(fraction: 0.75, seed: 1)
        let others = try stream.examples(of: sources..<2 * sources, count: count / 3)
        let result = (classify(training, test), classify(training, others))
        print("\(type(of: stream)): \(stream.classes.count) classes, own \(result.0), others \(result.1)")
        return result
    }

    @Test(arguments: seeds) func heartbeats(_ seed: UInt64) throws {
        let (own, others) = try accuracies(ECGStream(seed: seed)) { SimpleClassifiers.ridge($0, $1, penalty: 0.1) }
        #expect(own > 0.6 && own < 0.97)
        #expect(others > 0.5 && others < 0.97)
    }

    /// Means, deviations and mean absolute differences of the three axes.
    private static func motion(_ input: [Double]) -> [Double] {
        (0..<3).flatMap { axis in
            let values = stride(from: axis, to: input.count, by: 3).map { input[$0] }
            let mean = values.reduce(0, +) / Double(values.count)
            let deviation = sqrt(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
            let steps = zip(values, values.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) } / Double(values.count)
            return [mean, log(deviation), log(steps)]
        }
    }

    @Test(arguments: seeds) func activities(_ seed: UInt64) throws {
        let (own, others) = try accuracies(ActivityStream(seed: seed)) {
            SimpleClassifiers.nearestMean($0, $1, features: Self.motion)
        }
        #expect(own > 0.5 && own < 0.97)
        #expect(others > 0.4 && others < 0.97)
    }

    /// Log power, kurtosis and the envelope's powers at the three fault frequencies of the bearing at its mean speed.
    private static func vibration(_ input: [Double]) -> [Double] {
        let mean = input.reduce(0, +) / Double(input.count)
        let differences = zip(input, input.dropFirst()).map { $1 - $0 }
        let second = input.reduce(0) { $0 + pow($1 - mean, 2) } / Double(input.count)
        let fourth = differences.reduce(0) { $0 + pow($1, 4) } / Double(input.count)
        let squares = differences.reduce(0) { $0 + pow($1, 2) } / Double(input.count)
        let bearing = BearingGeometry.skf6205
        let shape = envelope(of: differences, block: 12)
        let total = shape.reduce(0) { $0 + $1 * $1 } / Double(shape.count)
        let lines = [bearing.outerRace, bearing.innerRace, 2 * bearing.ballSpin, 1].map { order in
            log(power(of: shape, at: order * 29.4, rate: BearingStream.samplingRate / 12) / total + 1e-6)
        }
        return [log(second), log(squares), log(fourth / (squares * squares))] + lines
    }

    @Test(arguments: seeds) func bearings(_ seed: UInt64) throws {
        let (own, others) = try accuracies(BearingStream(seed: seed)) {
            SimpleClassifiers.nearestMean($0, $1, features: Self.vibration)
        }
        #expect(own > 0.5 && own < 0.97)
        #expect(others > 0.4 && others < 0.97)
    }
}
