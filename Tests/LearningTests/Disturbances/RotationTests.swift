import Foundation
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Rotations of accelerometers.
@Suite struct RotationTests {
    private func turned(
        _ input: [Float], _ degrees: Double, _ axis: Disturbance.Axis, first: Int = 0, channels: Int = 3
    ) throws -> [Float] {
        try Disturbance.rotation(degrees: degrees, about: axis, first: first).applied(
            to: input, shape: ImageShape(height: input.count / channels, width: 1, channels: channels), example: 0,
            seed: 0)
    }

    private func isClose(_ actual: [Float], _ expected: [Float], _ tolerance: Float = 2e-6) -> Bool {
        actual.count == expected.count && zip(actual, expected).allSatisfy { abs($0 - $1) <= tolerance }
    }

    @Test func quarterTurnsMoveTheAxes() throws {
        let input: [Float] = [1, 2, 3]
        let cases: [(Disturbance.Axis, Double, [Float])] = [
            (.z, 90, [-2, 1, 3]), (.x, 90, [1, -3, 2]), (.y, 90, [3, 2, -1]), (.z, 180, [-1, -2, 3]),
            (.x, 180, [1, -2, -3]), (.y, 180, [-1, 2, -3]), (.z, 270, [2, -1, 3]), (.z, -90, [2, -1, 3]),
            (.z, 360, input), (.z, 360_000_090, [-2, 1, 3]),
        ]
        for (axis, degrees, expected) in cases {
            #expect(try isClose(turned(input, degrees, axis), expected), "\(degrees)° about \(axis)")
        }
        #expect(try turned(input, 0, .y) == input)
    }

    /// Rodrigues' formula: v cos φ + (k × v) sin φ + k (k·v)(1 − cos φ).
    @Test func anyAngleFollowsRodriguesFormula() throws {
        var generator = SeededGenerator(for: "rotations")
        let axes: [(Disturbance.Axis, [Double])] = [(.x, [1, 0, 0]), (.y, [0, 1, 0]), (.z, [0, 0, 1])]
        for _ in 0..<300 {
            let (axis, k) = axes[generator.integer(below: 3)]
            let degrees = 720 * generator.uniform() - 360
            let input = (0..<12).map { _ in Float(2 * generator.uniform() - 1) }
            let (sine, cosine) = (sin(degrees / 180 * .pi), cos(degrees / 180 * .pi))
            let expected = stride(from: 0, to: 12, by: 3).flatMap { start -> [Float] in
                let v = (0..<3).map { Double(input[start + $0]) }
                let dot = k[0] * v[0] + k[1] * v[1] + k[2] * v[2]
                return (0..<3).map { i in
                    let (j, l) = ((i + 1) % 3, (i + 2) % 3)
                    let cross = k[j] * v[l] - k[l] * v[j]
                    return Float(v[i] * cosine + cross * sine + k[i] * dot * (1 - cosine))
                }
            }
            #expect(try isClose(turned(input, degrees, axis), expected))
            #expect(try isClose(turned(turned(input, degrees, axis), -degrees, axis), input), "it turns back")
        }
    }

    @Test func otherChannelsStay() throws {
        // A gyroscope behind an accelerometer.
        let input = (1...12).map(Float.init)
        let first = try turned(input, 90, .z, channels: 6)
        #expect(isClose(first, [-2, 1, 3, 4, 5, 6, -8, 7, 9, 10, 11, 12]))
        let second = try turned(input, 90, .z, first: 3, channels: 6)
        #expect(isClose(second, [1, 2, 3, -5, 4, 6, 7, 8, 9, -11, 10, 12]))
    }

    // MARK: Seeded bugs

    /// Turned the other way, or about another axis, a quarter turn is seen.
    @Test func theWrongWayIsFound() throws {
        let input: [Float] = [1, 2, 3]
        let right = try turned(input, 90, .z)
        #expect(try !isClose(turned(input, -90, .z), right))
        #expect(try !isClose(turned(input, 90, .x), right) && !isClose(turned(input, 90, .y), right))
        #expect(try !isClose(turned(input, 90.01, .z), right))
    }
}
