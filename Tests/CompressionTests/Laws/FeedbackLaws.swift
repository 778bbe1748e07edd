import Compression

/// What codecs promise that keep what they do not send.
enum FeedbackLaws {
    /// The residual is the sum of gradient and old residual less what was decoded, each rounded to FP32, bit by bit.
    static func residual(_ transfer: Transfer, before: [Float], after: [Float]) -> String? {
        guard before.count == transfer.gradient.count, after.count == before.count else { return "no residual" }
        let expected = transfer.gradient.indices.map { (transfer.gradient[$0] + before[$0]) - transfer.decoded[$0] }
        let place = expected.indices.first { expected[$0].bitPattern != after[$0].bitPattern }
        return place.map { "the residual of element \($0) is \(after[$0]), not \(expected[$0])" }
    }

    /// Sent + residual = gradient + old residual as stored, each element in one of both.
    static func partition(_ transfer: Transfer, before: [Float], after: [Float]) -> String? {
        guard before.count == transfer.gradient.count, after.count == before.count else { return "no residual" }
        for i in transfer.gradient.indices {
            let input = transfer.gradient[i] + before[i]
            if transfer.decoded[i] != 0, after[i] != 0 { return "element \(i) is sent and kept" }
            let sum = transfer.decoded[i] + after[i]
            // The signs of zeros are not kept: x − x is +0.
            if sum != input || input != 0 && sum.bitPattern != input.bitPattern {
                return "element \(i) was \(input), and is \(transfer.decoded[i]) and \(after[i])"
            }
        }
        return nil
    }
}

/// Deep gradient compression by its definition: u = m·u + g and v = v + u; the largest of v are sent, and leave both.
struct DeepGradientOracle {
    var share: Double
    var momentum: Float = 0.9
    var clip: Double?
    /// Whether what is sent leaves the momenta; with error feedback alone it would not.
    var isMomentumMasked = true
    private(set) var u, v: [Float]
    private var exactU, exactV: [Double]

    init(count: Int, share: Double) {
        self.share = share
        (u, v) = (.init(repeating: 0, count: count), .init(repeating: 0, count: count))
        (exactU, exactV) = (.init(repeating: 0, count: count), .init(repeating: 0, count: count))
    }

    /// Takes a step, and says what a transfer and its residual have against it.
    mutating func violation(_ transfer: Transfer, residual: [Float], inStep step: Int) -> String? {
        guard residual.count == transfer.gradient.count else { return "no residual" }
        let norm = transfer.gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        let factor = clip.map { norm > $0 ? $0 / norm : 1 } ?? 1
        for (i, g) in transfer.gradient.enumerated() {
            u[i] = momentum * u[i] + Float(factor) * g
            v[i] += u[i]
            exactU[i] = Double(momentum) * exactU[i] + factor * Double(g)
            exactV[i] += exactU[i]
        }
        let places = SparsifierLaws.largest(SparsifierLaws.kept(share, of: u.count), of: v)
        var expected = [Float](repeating: 0, count: u.count)
        for place in places { expected[place] = v[place] }
        if let other = expected.indices.first(where: { expected[$0].bitPattern != transfer.decoded[$0].bitPattern }) {
            return "step \(step): element \(other) is sent as \(transfer.decoded[other]), not \(expected[other])"
        }
        // Some roundings a step, each by 2^-24 of a sum that is not above the sum of magnitudes.
        let largest = exactV.map(abs).max() ?? 0
        if let far = places.first(where: { abs(exactV[$0] - Double(v[$0])) > Double(step + 1) * 0x1p-21 * largest }) {
            return "step \(step): element \(far) is \(v[far]), \(exactV[far]) in FP64"
        }
        for place in places {
            (v[place], exactV[place]) = (0, 0)
            if isMomentumMasked { (u[place], exactU[place]) = (0, 0) }
        }
        if let other = v.indices.first(where: { v[$0] != residual[$0] }) {
            return "step \(step): of element \(other) \(residual[other]) is left, not \(v[other])"
        }
        return nil
    }
}
