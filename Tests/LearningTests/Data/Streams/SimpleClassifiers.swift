import Foundation
import Learning

/// Classifiers in closed form, to see how hard a task is.
enum SimpleClassifiers {
    /// Share of test examples whose nearest class mean, in features brought to variance 1, is their own.
    static func nearestMean(
        _ training: Examples, _ test: Examples, features: ([Double]) -> [Double]
    ) -> Double {
        let (train, tested) = standardised(training, test, features)
        let width = train[0].count
        var means = [[Double]](repeating: [Double](repeating: 0, count: width), count: training.classes.count)
        for (row, label) in zip(train, training.labels) {
            for (column, value) in row.enumerated() { means[label][column] += value }
        }
        for label in means.indices {
            let count = Double(training.labels.count { $0 == label })
            means[label] = means[label].map { $0 / max(count, 1) }
        }
        func distance(_ row: [Double], _ mean: [Double]) -> Double {
            zip(row, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        let right = zip(tested, test.labels).count { row, label in
            means.indices.min { distance(row, means[$0]) < distance(row, means[$1]) } == label
        }
        return Double(right) / Double(test.count)
    }

    /// Share of test examples that ridge regression on one-hot labels gets right; features brought to variance 1.
    static func ridge(
        _ training: Examples, _ test: Examples, penalty: Double, features: ([Double]) -> [Double] = { $0 }
    ) -> Double {
        var (train, tested) = standardised(training, test, features)
        for index in train.indices { train[index].append(1) }
        for index in tested.indices { tested[index].append(1) }
        let width = train[0].count
        var normal = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
        var right = [[Double]](
            repeating: [Double](repeating: 0, count: training.classes.count), count: width)
        for (row, label) in zip(train, training.labels) {
            for i in 0..<width {
                let value = row[i]
                right[i][label] += value
                normal[i].withUnsafeMutableBufferPointer { line in
                    row.withUnsafeBufferPointer { for j in 0...i { line[j] += value * $0[j] } }
                }
            }
        }
        for i in 0..<width { normal[i][i] += penalty * Double(train.count) }
        let weights = solved(normal, right)
        let correct = zip(tested, test.labels).count { row, label in
            let scores = training.classes.indices.map { column in
                row.indices.reduce(0) { $0 + row[$1] * weights[$1][column] }
            }
            return scores.indices.max { scores[$0] < scores[$1] } == label
        }
        return Double(correct) / Double(test.count)
    }

    private static func standardised(
        _ training: Examples, _ test: Examples, _ features: ([Double]) -> [Double]
    ) -> ([[Double]], [[Double]]) {
        func rows(_ examples: Examples) -> [[Double]] {
            (0..<examples.count).map { features(examples.withInput($0) { $0.map(Double.init) }) }
        }
        let train = rows(training)
        let count = Double(train.count)
        let means = train[0].indices.map { column in train.reduce(0) { $0 + $1[column] } / count }
        let deviations = train[0].indices.map { column in
            max(sqrt(train.reduce(0) { $0 + pow($1[column] - means[column], 2) } / count), 1e-9)
        }
        func scaled(_ rows: [[Double]]) -> [[Double]] {
            rows.map { row in row.indices.map { (row[$0] - means[$0]) / deviations[$0] } }
        }
        return (scaled(train), scaled(rows(test)))
    }

    /// Solves A·X = B for a positive definite A, of which the lower half is given (Cholesky).
    private static func solved(_ matrix: [[Double]], _ right: [[Double]]) -> [[Double]] {
        var lower = matrix
        var solution = right
        let size = matrix.count
        for i in 0..<size {
            for j in 0...i {
                var sum = lower[i][j]
                lower[i].withUnsafeBufferPointer { a in
                    lower[j].withUnsafeBufferPointer { b in for k in 0..<j { sum -= a[k] * b[k] } }
                }
                lower[i][j] = i == j ? sqrt(sum) : sum / lower[j][j]
            }
        }
        for column in right[0].indices {
            for i in 0..<size {
                for k in 0..<i { solution[i][column] -= lower[i][k] * solution[k][column] }
                solution[i][column] /= lower[i][i]
            }
            for i in (0..<size).reversed() {
                for k in i + 1..<size { solution[i][column] -= lower[k][i] * solution[k][column] }
                solution[i][column] /= lower[i][i]
            }
        }
        return solution
    }
}
