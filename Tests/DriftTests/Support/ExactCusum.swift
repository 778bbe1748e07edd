import RealModule

/// The mean run length of a one-sided CUSUM of normal values of deviation 1, exact up to the width of its states: the
/// sum is taken for a Markov chain. Source: D. Brook, D. A. Evans, "An approach to the probability distribution of CUSUM
/// run length", Biometrika 59(3), 1972.
struct ExactCusum {
    let reference: Double
    let threshold: Double
    private let count = 150

    /// From a sum of 0, with values of this mean.
    func meanRunLength(mean: Double) -> Double { runLengths(mean: mean)[0] }

    /// Of values of this mean from where the sum lies after many values of mean 0 without an alarm.
    func steadyMeanRunLength(mean: Double) -> Double {
        let moves = transitions(mean: 0)
        var shares = (0..<count).map { $0 == 0 ? 1.0 : 0 }
        for _ in 0..<500 {
            let next = (0..<count).map { to in (0..<count).reduce(0) { $0 + shares[$1] * moves[$1][to] } }
            let total = next.reduce(0, +)
            shares = next.map { $0 / total }
        }
        return zip(shares, runLengths(mean: mean)).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Probabilities of going from each state without an alarm to each. State 0 is a sum around 0.
    private func transitions(mean: Double) -> [[Double]] {
        let width = 2 * threshold / (2 * Double(count) - 1)
        func below(_ z: Double) -> Double { 0.5 * .erfc(-z / Double.sqrt(2)) }
        return (0..<count).map { from in
            (0..<count).map { to in
                let middle = Double(to - from) * width + reference - mean
                return below(middle + width / 2) - (to == 0 ? 0 : below(middle - width / 2))
            }
        }
    }

    /// From each state: the solution of (1 − transitions) · lengths = 1, by elimination. Rows of the matrix sum to
    /// above 0 and its diagonal dominates, so no pivot is sought.
    private func runLengths(mean: Double) -> [Double] {
        var rows = transitions(mean: mean).enumerated().map { from, moves in
            moves.enumerated().map { ($0 == from ? 1 : 0) - $1 } + [1]
        }
        for pivot in 0..<count {
            let scale = 1 / rows[pivot][pivot]
            for column in pivot...count { rows[pivot][column] *= scale }
            for row in 0..<count where row != pivot {
                let factor = rows[row][pivot]
                for column in pivot...count { rows[row][column] -= factor * rows[pivot][column] }
            }
        }
        return rows.map { $0[count] }
    }
}
