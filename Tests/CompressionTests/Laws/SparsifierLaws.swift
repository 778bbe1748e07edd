import Kernels
import Statistics

/// What sparsifiers promise.
enum SparsifierLaws {
    /// How kept elements are sent.
    enum Values: String, CaseIterable {
        case fp32, fp16, bf16, signs

        fileprivate var format: FloatFormat {
            switch self {
            case .fp32, .signs: .fp32
            case .fp16: .fp16
            case .bf16: .bf16
            }
        }
    }

    /// Elements that a share of some is.
    static func kept(_ share: Double, of count: Int) -> Int {
        min(max(1, Int((share * Double(count)).rounded())), count)
    }

    /// Where the k largest magnitudes are, of equal ones the first.
    static func largest(_ k: Int, of x: [Float]) -> [Int] {
        // Sorted as numbers: the magnitude's bits above, the place below, so that the first of equals is the largest.
        let keys = x.indices.map { UInt64(x[$0].magnitude.bitPattern) << 32 | UInt64(UInt32.max - UInt32($0)) }
        return keys.sorted(by: >).prefix(k).map { Int(UInt32.max - UInt32(truncatingIfNeeded: $0)) }.sorted()
    }

    static func top(_ share: Double, _ values: Values = .fp32) -> TransferLaw {
        { transfer in
            let places = largest(kept(share, of: transfer.gradient.count), of: transfer.gradient)
            return fault(in: transfer, at: places, values)
        }
    }

    /// ‖x − C(x)‖² ≤ (1 − k/n)·‖x‖², but for the rounding of sums of n squares.
    static func contraction(_ share: Double) -> TransferLaw {
        { transfer in
            let count = transfer.gradient.count
            guard count > 0 else { return nil }
            let most = 1 - Double(kept(share, of: count)) / Double(count)
            var (error, all) = (0.0, 0.0)
            for (x, y) in zip(transfer.gradient, transfer.decoded) {
                error += (Double(x) - Double(y)) * (Double(x) - Double(y))
                all += Double(x) * Double(x)
            }
            return error <= (most + 1e-12) * all ? nil : "\(error) of \(all) is left, \(most) may be"
        }
    }

    /// As stored, all at least as large as all that are left out, k/2 … 3k/2 of them.
    static func sampledTop(_ share: Double, _ values: Values = .fp32) -> TransferLaw {
        { transfer in
            let k = kept(share, of: transfer.gradient.count)
            let taken = Int(transfer.word(at: 16))
            guard (k / 2...k + k / 2).contains(taken) else { return "\(taken) are kept, \(k) are wanted" }
            var (nonzero, least, most) = (0, Float.infinity, Float(0))
            for (x, y) in zip(transfer.gradient, transfer.decoded) {
                if y == 0 {
                    most = max(most, x.magnitude)
                } else {
                    nonzero += 1
                    least = min(least, x.magnitude)
                    if y.bitPattern != values.format.rounded(x).bitPattern { return "\(x) became \(y)" }
                }
            }
            // Zeros that are kept look like those that are not.
            if taken > nonzero { least = 0 }
            return least >= most ? nil : "\(least) is kept, \(most) is not"
        }
    }

    /// All that reach a magnitude.
    static func threshold(_ magnitude: Float, _ values: Values = .fp32) -> TransferLaw {
        { transfer in
            let places = transfer.gradient.indices.filter { transfer.gradient[$0].magnitude >= magnitude }
            return fault(in: transfer, at: places, values)
        }
    }

    /// R. W. Floyd's sample of the message's seed, over a set.
    static func random(_ share: Double, isUnbiased: Bool = false, _ values: Values = .fp32) -> TransferLaw {
        { transfer in
            let count = transfer.gradient.count
            let k = kept(share, of: count)
            guard transfer.word(at: 24) == k else { return "\(transfer.word(at: 24)) are kept, \(k) should be" }
            let seed = UInt64(transfer.word(at: 20)) << 32 | UInt64(transfer.word(at: 16))
            let factor = isUnbiased && k > 0 ? Float(Double(count) / Double(k)) : 1
            let scaled = Transfer(
                gradient: transfer.gradient.map { $0 * factor }, message: [], decoded: transfer.decoded,
                headerByteCount: transfer.headerByteCount)
            return fault(in: scaled, at: sample(k, of: count, seed: seed), values)
        }
    }

    static func sample(_ k: Int, of n: Int, seed: UInt64) -> [Int] {
        var sample: Set<Int> = []
        for j in n - k..<n {
            let draw = SplitMix64.mixed(seed &+ UInt64(j + 1) &* 0x9E37_79B9_7F4A_7C15)
            let t = Int(draw.multipliedFullWidth(by: UInt64(j + 1)).high)
            if !sample.insert(t).inserted { sample.insert(j) }
        }
        return sample.sorted()
    }

    /// Kept elements as stored, all others 0; of signs the mean magnitude of the kept ones.
    private static func fault(in transfer: Transfer, at places: [Int], _ values: Values) -> String? {
        var expected = [Float](repeating: 0, count: transfer.gradient.count)
        for place in places { expected[place] = values.format.rounded(transfer.gradient[place]) }
        if values == .signs, let first = places.first {
            let mean = places.reduce(0) { $0 + Double(transfer.gradient[$1].magnitude) } / Double(places.count)
            let magnitude = transfer.decoded[first].magnitude
            if !QuantiserLaws.isNear(magnitude, mean) { return "a magnitude of \(magnitude), the mean is \(mean)" }
            for place in places { expected[place] = expected[place] < 0 ? -magnitude : magnitude }
        }
        let place = expected.indices.first { expected[$0].bitPattern != transfer.decoded[$0].bitPattern }
        return place.map { "element \($0) is \(transfer.decoded[$0]), not \(expected[$0])" }
    }
}
