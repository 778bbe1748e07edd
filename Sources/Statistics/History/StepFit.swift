import RealModule

/// A step fitted together with its neighbours and a common straight line, by least squares.
///
/// The line takes up a slow drift, so that a slope is no step; that it is common to all steps of a wide stretch leaves
/// the steps nearly as sure as they are without it.
struct StepFit {
    /// The step's height.
    let height: Double
    /// The height's standard error, for noise as correlated as the series'.
    let standardError: Double
    /// What is left after all heights, the line's level and slope.
    let distribution: StudentT

    /// - Parameters:
    ///   - range: the stretch of the series.
    ///   - steps: the first indices after each step, ascending, inside the stretch.
    ///   - index: which of the steps is asked for.
    ///   - sloped: whether the line has a slope, or is level.
    /// - Returns: nil where the stretch is too short to tell.
    init?(
        of sums: SeriesSums, in range: Range<Int>, steps: [Int], index: Int, sloped: Bool, inflation: Double
    ) {
        let length = Double(range.count)
        let freedom = range.count - steps.count - (sloped ? 2 : 1)
        guard freedom > 0 else { return nil }
        let spread = sloped ? SeriesSums.spread(of: range) : .infinity
        let (sum, moment) = (sums.sum(range), sums.moment(range))
        // Each step as a column, 0 before it and 1 after, less its share in the line (Frisch and Waugh).
        let after = steps.map { Double(range.upperBound - $0) }
        let moments = after.map { $0 * (length - $0) / 2 }
        var matrix = steps.indices.map { row in
            steps.indices.map { column in
                min(after[row], after[column]) - after[row] * after[column] / length
                    - moments[row] * moments[column] / spread
            }
        }
        var products = steps.indices.map {
            sums.sum(steps[$0]..<range.upperBound) - after[$0] * sum / length - moments[$0] * moment / spread
        }
        // The step asked for goes last: elimination then leaves its height and variance alone.
        let last = steps.count - 1
        matrix.swapAt(index, last)
        for row in matrix.indices { matrix[row].swapAt(index, last) }
        products.swapAt(index, last)
        var residual = sums.squaredDistances(range) - moment * moment / spread
        for pivot in 0...last {
            let diagonal = matrix[pivot][pivot]
            guard diagonal > 1e-9 else { return nil }
            residual -= products[pivot] * products[pivot] / diagonal
            for row in (pivot + 1)..<(last + 1) {
                let factor = matrix[row][pivot] / diagonal
                for column in pivot...last { matrix[row][column] -= factor * matrix[pivot][column] }
                products[row] -= factor * products[pivot]
            }
        }
        height = products[last] / matrix[last][last]
        standardError = (max(0, residual) / Double(freedom) * inflation / matrix[last][last]).squareRoot()
        distribution = StudentT(degreesOfFreedom: max(1, Double(freedom) / inflation))
    }

    /// The two-sided p-value against no step at this very place.
    var pValue: Double {
        guard standardError > 0 else { return height == 0 ? 1 : 0 }
        return 2 * distribution.survival(abs(height) / standardError)
    }
}
