// Sums and products, which kernels may take in any order: n roundings of 2^-53 or 2^-24 of the sum of magnitudes at
// most.
extension CompressionOracle {
    func wrongSum(_ result: CompressionCall.Result) -> String? {
        let terms: [[Double]]
        let x = call.floats.map(Double.init)
        switch call.operation {
        case .sumOfMagnitudes: terms = [x.map(abs)]
        case .sumOfSquares: terms = [x.map { $0 * $0 }]
        default:
            terms = [x.filter { $0 < 0 }, x.filter { $0 >= 0 }]
            if result.words.last != UInt64(terms[0].count) { return "\(result.words) below 0, not \(terms[0].count)" }
        }
        if result.words.first != Self.most(call.floats) { return "\(result.words) is not the largest magnitude" }
        for (sum, terms) in zip(result.numbers, terms) {
            let expected = terms.reduce(0, +)
            let bound = Double(2 * terms.count) * 0x1p-53 * terms.reduce(0) { $0 + abs($1) }
            if abs(sum - expected) > bound { return "\(sum), not \(expected) within \(bound)" }
        }
        return result.numbers.count == terms.count ? nil : "\(result.numbers.count) sums"
    }

    func wrongProduct(_ product: [Float]) -> String? {
        let (rows, columns) = (call.rows, call.columns)
        let matrix = call.floats
        let factors = CompressionCall.elements(of: call.inputs[1], as: Float.self)
        let isBack = call.operation == .projectBack
        let (width, depth) = isBack ? (columns, rows) : (rows, columns)
        for r in 0..<call.rank {
            for i in 0..<width {
                var (sum, magnitudes) = (0.0, 0.0)
                for j in 0..<depth {
                    let element = Double(isBack ? matrix[j * columns + i] : matrix[i * columns + j])
                    let term = element * Double(factors[r * depth + j])
                    sum += term
                    magnitudes += abs(term)
                }
                let bound = Double(depth + 1) * 0x1p-24 * magnitudes
                let found = Double(product[r * width + i])
                let isNear = abs(found - sum) <= bound
                if !isNear { return "element \(i) of \(r) is \(found), not \(sum) within \(bound)" }
            }
        }
        return nil
    }

    /// Each product and each sum rounded to FP32, in the order of the factors.
    func reconstruct(_ result: inout CompressionCall.Result) {
        let (rows, columns) = (call.rows, call.columns)
        let (a, b) = (call.floats, CompressionCall.elements(of: call.inputs[1], as: Float.self))
        var matrix = [Float](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = a[row] * b[column]
                for r in 1..<max(call.rank, 1) { sum += a[r * rows + row] * b[r * columns + column] }
                matrix[row * columns + column] = sum
            }
        }
        result.bytes = CompressionCall.bytes(matrix)
    }
}
