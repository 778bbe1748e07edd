import Compression

/// What codecs of low rank promise, by sums in FP64.
enum LowRankLaws {
    /// Vectors, and matrices that factors would not make smaller, are sent as they are.
    static func vectors(_ tensors: [TensorShape], rank: Int) -> TransferLaw {
        { transfer in
            var place = 0
            for tensor in tensors {
                let range = place..<place + tensor.count
                place += tensor.count
                let factors = min(rank, tensor.rows, tensor.columns) * (tensor.rows + tensor.columns)
                guard tensor.rows == 0 || factors >= tensor.count else { continue }
                let (x, y) = (transfer.gradient, transfer.decoded)
                if let other = range.first(where: { x[$0].bitPattern != y[$0].bitPattern }) {
                    return "element \(other) of a vector is \(y[other]), not \(x[other])"
                }
            }
            return nil
        }
    }

    /// ‖x − C(x)‖ ≤ ‖x‖ of each tensor, but for what FP32 rounds: factors have norms up to that of the matrix.
    static func contraction(_ tensors: [TensorShape]) -> TransferLaw {
        { $0.relativeErrors(of: tensors).contains { $0 > 1 + 1e-5 } ? "an error above the gradient's norm" : nil }
    }

    /// What has at most the rank of the factors comes out, to rounding.
    static func reproduction(_ tensors: [TensorShape], within bound: Double = 1e-5) -> TransferLaw {
        { transfer in
            let errors = transfer.relativeErrors(of: tensors)
            return errors.firstIndex { $0 > bound }.map { "tensor \($0) errs by \(errors[$0]) of its norm" }
        }
    }

    /// The least relative error of any matrix of a rank: that of the matrix on the subspace of its largest singular
    /// values, found by iterating a block of some more vectors with MᵀM.
    static func leastError(_ matrix: [Float], _ shape: TensorShape, rank: Int) -> Double {
        let block = min(rank + 6, shape.columns)
        // Any vectors that are not orthogonal to what is looked for.
        var vectors = [[Double]](repeating: .init(repeating: 0, count: shape.columns), count: block)
        for b in 0..<block {
            for i in 0..<shape.columns {
                let mixed = (i * 7 + b * 13) % 31
                vectors[b][i] = 1 / Double(1 + mixed)
            }
            vectors[b][b] += 1
        }
        var images: [[Double]] = []
        for _ in 0..<400 {
            orthonormalize(&vectors)
            images = vectors.map { product(matrix, shape, $0) }
            vectors = images.map { transposedProduct(matrix, shape, $0) }
        }
        let all = matrix.reduce(0) { $0 + Double($1) * Double($1) }
        let energies: [Double] = images.map { $0.reduce(0) { $0 + $1 * $1 } }
        let kept = energies.sorted(by: >).prefix(rank).reduce(0, +)
        return (max(all - kept, 0) / all).squareRoot()
    }

    private static func product(_ matrix: [Float], _ shape: TensorShape, _ vector: [Double]) -> [Double] {
        var product = [Double](repeating: 0, count: shape.rows)
        for row in 0..<shape.rows {
            let from = row * shape.columns
            for i in 0..<shape.columns { product[row] += Double(matrix[from + i]) * vector[i] }
        }
        return product
    }

    private static func transposedProduct(_ matrix: [Float], _ shape: TensorShape, _ vector: [Double]) -> [Double] {
        var product = [Double](repeating: 0, count: shape.columns)
        for row in 0..<shape.rows {
            let from = row * shape.columns
            for i in 0..<shape.columns { product[i] += Double(matrix[from + i]) * vector[row] }
        }
        return product
    }

    /// Gram–Schmidt, twice for each.
    static func orthonormalize(_ vectors: inout [[Double]]) {
        for index in vectors.indices {
            for _ in 0..<2 {
                for other in 0..<index {
                    let dot = zip(vectors[index], vectors[other]).reduce(0) { $0 + $1.0 * $1.1 }
                    for i in vectors[index].indices { vectors[index][i] -= dot * vectors[other][i] }
                }
            }
            let norm = vectors[index].reduce(0) { $0 + $1 * $1 }.squareRoot()
            for i in vectors[index].indices { vectors[index][i] /= max(norm, 1e-300) }
        }
    }
}

extension Transfer {
    /// Of each tensor the norm of the error by that of the gradient; 0 where both are 0.
    func relativeErrors(of tensors: [TensorShape]) -> [Double] {
        var place = 0
        return tensors.map { tensor in
            var (error, all) = (0.0, 0.0)
            for i in place..<place + tensor.count {
                let away = Double(gradient[i]) - Double(decoded[i])
                error += away * away
                all += Double(gradient[i]) * Double(gradient[i])
            }
            place += tensor.count
            return all == 0 ? error : (error / all).squareRoot()
        }
    }
}
