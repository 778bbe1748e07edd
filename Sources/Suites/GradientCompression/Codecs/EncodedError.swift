import RealModule

/// How a decoded gradient differs from the one that was encoded, in double precision.
struct EncodedError {
    /// The Euclidean norm of the difference by that of the gradient; nil where the gradient is 0.
    let relative: Double?
    /// The cosine of the angle between both; nil where one is 0.
    let cosine: Double?

    init(of decoded: UnsafeMutableBufferPointer<Float>, from gradient: UnsafeBufferPointer<Float>) {
        var (error, own, other, product) = (0.0, 0.0, 0.0, 0.0)
        for (index, element) in gradient.enumerated() {
            let (x, y) = (Double(element), Double(decoded[index]))
            error += (x - y) * (x - y)
            own += x * x
            other += y * y
            product += x * y
        }
        relative = own > 0 ? (error / own).squareRoot() : nil
        cosine = own > 0 && other > 0 ? product / (own * other).squareRoot() : nil
    }
}

/// What messages with other lots say of a gradient: how far their mean is off, and how far each is from the mean.
struct EncodedSpread {
    /// The norm of the mean's difference by that of the gradient. Of n messages it is √(variance ÷ n) even without any bias.
    let bias: Double
    /// The mean square of the differences from the mean, by that of the gradient.
    let variance: Double

    /// - Parameter draw: writes one decoded gradient.
    init?(
        of gradient: UnsafeBufferPointer<Float>, draws: Int, _ draw: (UnsafeMutablePointer<Float>) throws -> Void
    ) rethrows {
        var decoded = [Float](repeating: 0, count: gradient.count)
        var sums = [Double](repeating: 0, count: gradient.count)
        var squares = 0.0
        for _ in 0..<draws {
            try decoded.withUnsafeMutableBufferPointer { buffer in
                if let base = buffer.baseAddress { try draw(base) }
            }
            for index in gradient.indices {
                let error = Double(decoded[index]) - Double(gradient[index])
                sums[index] += error
                squares += error * error
            }
        }
        let norm = gradient.reduce(0.0) { $0 + Double($1) * Double($1) }
        guard norm > 0, draws > 1 else { return nil }
        let meanSquare = sums.reduce(0.0) { $0 + $1 * $1 } / Double(draws * draws)
        bias = (meanSquare / norm).squareRoot()
        variance = max(0, (squares - Double(draws) * meanSquare) / Double(draws - 1)) / norm
    }
}

/// Shannon's entropy of single bytes, in bits a byte: what a lossless stage that knows bytes alone can leave at best.
func byteEntropy(_ bytes: UnsafeRawBufferPointer) -> Double? {
    guard !bytes.isEmpty else { return nil }
    var counts = [Int](repeating: 0, count: 256)
    for byte in bytes { counts[Int(byte)] += 1 }
    return counts.reduce(0.0) { sum, count in
        guard count > 0 else { return sum }
        let share = Double(count) / Double(bytes.count)
        return sum - share * .log2(share)
    }
}
