import Foundation

/// What is promised of draws on average: that their mean is the element, and that they are independent of each other.
///
/// Sums of n independent numbers of mean 0, variance v and magnitude b at most are within bL/3 + √((bL/3)² + 2nvL) but
/// for a share of 2·e^−L (S. N. Bernstein's inequality). With L = ln(2m/10⁻⁶) none of m sums is beyond it but in one of
/// a million tests. FP32 rounds shares of a level by some 2^-23, which is allowed beside it.
struct MeanLaw {
    let gradient: [Double]
    /// Of what one draw is away from each element, by closed forms.
    let variances: [Double]
    /// How far one draw can be away.
    let mosts: [Double]
    /// Of what two elements of one sign are away; that of samples without replacement is not 0.
    var neighbourCorrelation = 0.0

    /// - Parameters:
    ///   - draws: an even number, at least 10,000.
    ///   - decoded: of one draw.
    func violation(draws: Int, _ decoded: () throws -> [Float]) rethrows -> String? {
        let count = gradient.count
        var sums = [Double](repeating: 0, count: count)
        var neighbours = sums, successors = sums, last = sums
        var squares = 0.0
        for draw in 0..<draws {
            let away = try zip(decoded(), gradient).map { Double($0) - $1 }
            for i in 0..<count {
                sums[i] += away[i]
                squares += away[i] * away[i]
                neighbours[i] += i > 0 ? away[i] * away[i - 1] : 0
                // Pairs have no draw in common.
                if draw % 2 == 1 { successors[i] += away[i] * last[i] }
            }
            last = away
        }
        for i in 0..<count {
            let mean = bound(draws, variances[i], mosts[i])
            if abs(sums[i]) > mean { return "element \(i): draws are away by \(sums[i]), \(mean) are allowed" }
            let successor = bound(draws / 2, variances[i] * variances[i], mosts[i] * mosts[i])
            if abs(successors[i]) > successor { return "element \(i): successive draws depend on each other" }
            guard i > 0 else { continue }
            let deviation = (variances[i] * variances[i - 1]).squareRoot()
            let sign: Double = gradient[i] * gradient[i - 1] < 0 ? -1 : 1
            let expected = Double(draws) * neighbourCorrelation * sign * deviation
            let product = mosts[i] * mosts[i - 1]
            // E[a²b²] of numbers that depend on each other is at most b²·E[a²].
            let variance =
                neighbourCorrelation == 0
                ? variances[i] * variances[i - 1] : mosts[i] * mosts[i] * variances[i - 1]
            if abs(neighbours[i] - expected) > bound(draws, variance, 2 * product) {
                return "elements \(i - 1) and \(i): draws depend on each other"
            }
        }
        return wrongVariance(squares, draws)
    }

    /// All that draws are away, squared, against the sum of the closed forms.
    private func wrongVariance(_ squares: Double, _ draws: Int) -> String? {
        let expected = variances.reduce(0, +) * Double(draws)
        let most = mosts.reduce(0) { $0 + $1 * $1 }
        let bound = bound(draws, most * variances.reduce(0, +), most)
        return abs(squares - expected) <= bound
            ? nil : "squares are \(squares), \(expected) by the closed form, within \(bound)"
    }

    private func bound(_ draws: Int, _ variance: Double, _ most: Double) -> Double {
        let logarithm = log(2 * Double(4 * gradient.count) / 1e-6)
        let third = most * logarithm / 3
        return third + (third * third + 2 * Double(draws) * variance * logarithm).squareRoot()
            + Double(draws) * most * 0x1p-21
    }
}

extension MeanLaw {
    /// Draws between two neighbouring multiples of a scale: f·(1 − f) squares of the scale.
    init(_ gradient: [Float], scale: Double) {
        self.init(gradient) { x in
            let share = abs(x) / scale
            let part = share - share.rounded(.down)
            return (scale * scale * part * (1 - part), scale * max(part, 1 - part))
        }
    }

    static func qsgd(_ gradient: [Float], levels: Int, isLargest: Bool) -> MeanLaw {
        let squares = gradient.reduce(0) { $0 + Double($1) * Double($1) }
        let norm = isLargest ? Double(gradient.map(\.magnitude).max() ?? 0) : squares.squareRoot()
        return MeanLaw(gradient, scale: norm / Double(levels))
    }

    static func ternary(_ gradient: [Float]) -> MeanLaw {
        MeanLaw(gradient, scale: Double(gradient.map(\.magnitude).max() ?? 0))
    }

    static func natural(_ gradient: [Float]) -> MeanLaw {
        MeanLaw(gradient) { x in
            let below = abs(x) < 0x1p-126 ? 0 : Double(sign: .plus, exponent: x.exponent, significand: 1)
            let step = below == 0 ? 0x1p-126 : below
            let part = (abs(x) - below) / step
            return (step * step * part * (1 - part), step * max(part, 1 - part))
        }
    }

    /// n/k times each element that is in a sample of k, else 0. That one is in the sample makes it less probable of
    /// another.
    static func random(_ gradient: [Float], kept: Int) -> MeanLaw {
        let factor = Double(gradient.count) / Double(kept)
        var law = MeanLaw(gradient) { x in (x * x * (factor - 1), abs(x) * max(factor - 1, 1)) }
        law.neighbourCorrelation = -1 / Double(gradient.count - 1)
        return law
    }

    private init(_ gradient: [Float], _ moments: (Double) -> (variance: Double, most: Double)) {
        self.gradient = gradient.map(Double.init)
        let all = self.gradient.map(moments)
        (variances, mosts) = (all.map(\.variance), all.map(\.most))
    }
}
