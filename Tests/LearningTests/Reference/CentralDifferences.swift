import Statistics

/// Gradients from values alone: differences over five points, whose error is of the fourth order in the step (M. Abramowitz,
/// I. A. Stegun, "Handbook of Mathematical Functions", 1964, table 25.2).
enum CentralDifferences {
    /// Far enough for FP64's rounding, near enough for curvature: either is about 1e-11 of a function near 1.
    static let step = 2e-4

    /// The gradient of `function` at a point where it is smooth within two steps.
    static func gradient(at point: [Double], of function: ([Double]) -> Double) -> [Double] {
        var moved = point
        return point.indices.map { index in
            func value(_ steps: Double) -> Double {
                moved[index] = point[index] + steps * step
                return function(moved)
            }
            let near = value(1) - value(-1)
            let far = value(2) - value(-2)
            moved[index] = point[index]
            return (8 * near - far) / (12 * step)
        }
    }

    /// Where a gradient is wrong by more than a relative 1e-6, element by element; those below a thousandth of the largest are
    /// held against that, as a difference has no digits left there. nil where all are right.
    static func fault(in gradient: [Double], at point: [Double], of function: ([Double]) -> Double) -> String? {
        let expected = Self.gradient(at: point, of: function)
        guard gradient.count == expected.count else { return "\(gradient.count) elements, not \(expected.count)" }
        let floor = 1e-3 * (expected.map(\.magnitude).max() ?? 0)
        for (index, (actual, wanted)) in zip(gradient, expected).enumerated()
        where !((actual - wanted).magnitude <= 1e-6 * max(wanted.magnitude, floor, 1e-5)) {
            return "element \(index): differences give \(wanted), got \(actual)"
        }
        return nil
    }
}

/// Σ aᵢ·bᵢ.
func inner(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

extension SeededGenerator {
    /// Uniform in −1 ..< 1.
    mutating func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in 2 * uniform() - 1 } }
}
