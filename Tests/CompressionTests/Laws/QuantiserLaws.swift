import Kernels

/// What quantisers promise, by oracles in FP64.
enum QuantiserLaws {
    static let exact: TransferLaw = { transfer in
        transfer.first { $0.bitPattern == $1.bitPattern ? nil : "other bits" }
    }

    /// Rounded to nearest, ties to even.
    static func rounded(to format: FloatFormat) -> TransferLaw {
        { $0.first { format.rounded($0).bitPattern == $1.bitPattern ? nil : "not the nearest of \(format)" } }
    }

    /// scale = max ÷ 127, rounded. The product x·(127 ÷ max) is rounded twice, by 2^-24 each of at most 127: it and the
    /// level are apart by 1/2 + 2^-16 at most, and |x̂ − x| ≤ scale/2·(1 + 2^-14).
    static func integer(bucket: Int) -> TransferLaw {
        { transfer in
            transfer.firstBucket(of: bucket) { _, part in
                let most = part.gradient.lazy.map(\.magnitude).max() ?? 0
                // Below this the inverse is infinite: zeros are allowed.
                let isSmall = most < 0x1p-120
                let scale = isSmall ? 0 : most / 127
                return part.first { x, y in
                    let target = isSmall ? 0 : Double(x) * 127 / Double(most)
                    let level = isSmall ? 0 : (Double(y) / Double(scale)).rounded()
                    if Float(level) * scale != y { return "no multiple of \(scale)" }
                    if abs(level) > 127 || abs(level - target) > 0.5 + 0x1p-16 { return "not the nearest of levels" }
                    let bound = Double(scale) / 2 * (1 + 0x1p-14) + (isSmall ? 0x1p-120 : 0x1p-142)
                    return abs(Double(y) - Double(x)) <= bound ? nil : "further away than \(bound)"
                }
            }
        }
    }

    /// −1 below 0, else 1.
    static let sign: TransferLaw = { $0.first { x, y in y == (x < 0 ? -1 : 1) ? nil : "not its sign" } }

    /// The mean magnitude of a bucket, with signs.
    static func scaledSign(bucket: Int) -> TransferLaw {
        { transfer in
            transfer.firstBucket(of: bucket) { _, part in
                let mean = part.gradient.reduce(0) { $0 + Double($1.magnitude) } / Double(part.gradient.count)
                let magnitude = part.decoded[0].magnitude
                if !isNear(magnitude, mean) { return "a magnitude of \(magnitude), the mean is \(mean)" }
                return part.first { x, y in
                    y.bitPattern == (x < 0 ? -magnitude : magnitude).bitPattern ? nil : "not ±\(magnitude)"
                }
            }
        }
    }

    /// The mean of the elements below 0 of a bucket, and that of the others.
    static func meanOfEach(bucket: Int) -> TransferLaw {
        { transfer in
            transfer.firstBucket(of: bucket) { _, part in
                for isBelow in [true, false] {
                    let places = part.gradient.indices.filter { (part.gradient[$0] < 0) == isBelow }
                    guard let first = places.first else { continue }
                    let mean = places.reduce(0) { $0 + Double(part.gradient[$1]) } / Double(places.count)
                    let value = part.decoded[first]
                    if !isNear(value, mean) { return "\(value), the mean is \(mean)" }
                    if let other = places.first(where: { part.decoded[$0] != value }) {
                        return "element \(other) is not \(value)"
                    }
                }
                return nil
            }
        }
    }

    /// One of the two neighbouring powers of two, or 0 and 2^-126; a power of two as it is; 2^127 beyond it.
    static let natural: TransferLaw = { transfer in
        transfer.first { x, y in
            let size = x.magnitude
            let below: Float = size < 0x1p-126 ? 0 : Float(sign: .plus, exponent: size.exponent, significand: 1)
            let above: Float = below == 0 ? 0x1p-126 : below == 0x1p127 ? below : 2 * below
            if y != 0, (y < 0) != (x < 0) { return "another sign" }
            if size == below { return y.magnitude == below ? nil : "not as it was" }
            return y.magnitude == below || y.magnitude == above ? nil : "neither \(below) nor \(above)"
        }
    }

    /// Within one step of FP32 of a number.
    static func isNear(_ value: Float, _ number: Double) -> Bool {
        abs(Double(value) - number) <= Double(Float(number).ulp)
    }
}
