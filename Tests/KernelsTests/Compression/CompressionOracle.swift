@testable import Kernels

/// What calls of ``CompressionKernels`` must come to, element by element in plain Swift.
struct CompressionOracle {
    let call: CompressionCall
    /// Of all but sums and products.
    private var expected = CompressionCall.Result()

    init(_ call: CompressionCall) {
        self.call = call
        expected = result()
    }

    /// What is wrong with a result; nil where nothing is.
    func fault(in result: CompressionCall.Result) -> String? {
        switch call.operation {
        case .sumOfMagnitudes, .sumOfSquares, .sumsBySign: return wrongSum(result)
        case .project, .projectBack: return wrongProduct(result.floats)
        default:
            if result.words != expected.words { return "\(result.words), not \(expected.words)" }
            // Levels that are refused may be anything.
            if call.operation == .unpack || call.operation == .unpackTernary, result.words == [0] { return nil }
            let place = zip(result.bytes, expected.bytes).enumerated().first { $0.element.0 != $0.element.1 }
            if let place { return "byte \(place.offset) is \(place.element.0), not \(place.element.1)" }
            return result.bytes.count == expected.bytes.count ? nil : "\(result.bytes.count) bytes"
        }
    }

    private func result() -> CompressionCall.Result {
        let (x, lots) = (call.floats, call.state)
        var result = CompressionCall.Result()
        switch call.operation {
        case .most: result.words = [UInt64(x.map(\.magnitude.bitPattern).max() ?? 0)]
        case .signs: result.bytes = Self.bytes(ofBits: x.map { $0 < 0 })
        case .twoValues:
            let bits = Self.bits(of: call.inputs[0], call.count)
            result.bytes = CompressionCall.bytes(bits.map { $0 ? -2 * call.factor : call.factor })
        case .round: result.bytes = CompressionCall.bytes(x.map { Int8(($0 * call.factor).rounded(.toNearestOrEven)) })
        case .draw: result.bytes = CompressionCall.bytes(x.indices.map { level(x[$0], Self.lot(lots, $0)) })
        case .scale: result.bytes = CompressionCall.bytes(call.levels.map { Float($0) * call.factor })
        case .pack: result.bytes = Self.packed(call.levels, bits: call.bits)
        case .unpack: unpack(&result)
        case .packTernary, .unpackTernary: ternary(&result)
        case .drawExponents:
            result.bytes = x.indices.map { index in
                // A random number below 2^23 carries the mantissa into the exponent.
                let (bits, lot) = (x[index].magnitude.bitPattern, Self.lot(lots, index) >> 1)
                return UInt8(min(bits >> 23 + (bits & 0x7F_FFFF + lot >= 0x80_0000 ? 1 : 0), 254))
            }
        case .powersOfTwo:
            let signs = Self.bits(of: call.inputs[1], call.count)
            let powers = zip(call.inputs[0], signs).map { exponent, sign in
                Float(bitPattern: UInt32(exponent) << 23 | (sign && exponent > 0 ? 0x8000_0000 : 0))
            }
            result.bytes = CompressionCall.bytes(powers)
        case .reconstruct: reconstruct(&result)
        case .checksum: checksum(&result)
        default: break
        }
        return result
    }

    /// The i-th of the random numbers, 24 bits.
    static func lot(_ state: UInt64, _ index: Int) -> UInt32 {
        var x = UInt32(truncatingIfNeeded: index) &+ UInt32(truncatingIfNeeded: state)
        x = (x ^ x >> 16) &* 0x7FEB_352D
        x ^= UInt32(truncatingIfNeeded: state >> 32)
        x = (x ^ x >> 15) &* 0x846C_A68B
        return x >> 8
    }

    private func level(_ x: Float, _ lot: UInt32) -> Int8 {
        let size = min(x.magnitude * call.factor, Float(call.most))
        let below = size.rounded(.down)
        let level = below + (lot < UInt32((size - below) * 0x1p24) ? 1 : 0)
        return Int8(x < 0 ? -level : level)
    }

    private static func bits(of bytes: [UInt8], _ count: Int) -> [Bool] {
        (0..<count).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 == 1 }
    }

    private static func bytes(ofBits bits: [Bool]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
        for (index, bit) in bits.enumerated() where bit { bytes[index / 8] |= 1 << UInt8(index % 8) }
        return bytes
    }

    static func packed(_ levels: [Int8], bits: Int) -> [UInt8] {
        bytes(
            ofBits: levels.flatMap { level in
                (0..<bits).map { $0 == bits - 1 ? level < 0 : level.magnitude >> UInt8($0) & 1 == 1 }
            })
    }

    private func unpack(_ result: inout CompressionCall.Result) {
        let flags = Self.bits(of: call.inputs[0], call.count * call.bits)
        var isRight = true
        let levels = (0..<call.count).map { index -> Int8 in
            let own = flags[index * call.bits..<(index + 1) * call.bits]
            let magnitude = own.dropLast().reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
            let sign = own.last == true
            isRight = isRight && magnitude <= call.most && !(sign && magnitude == 0)
            return Int8(sign ? -magnitude : magnitude)
        }
        (result.words, result.bytes) = ([isRight ? 1 : 0], CompressionCall.bytes(levels))
    }

    private func ternary(_ result: inout CompressionCall.Result) {
        let (count, powers, levels) = (call.count, [1, 3, 9, 27, 81], call.levels)
        if call.operation == .packTernary {
            result.bytes = (0..<count).map { index in
                UInt8((0..<5).reduce(0) { $0 + (Int(levels[$1 * count + index]) + 1) * powers[$1] })
            }
        } else {
            result.words = [call.inputs[0].contains { $0 > 242 } ? 0 : 1]
            let levels = (0..<5).flatMap { digit in call.inputs[0].map { Int8(Int($0) / powers[digit] % 3 - 1) } }
            result.bytes = CompressionCall.bytes(levels)
        }
    }

    private func checksum(_ result: inout CompressionCall.Result) {
        var (sum, weighted) = (call.state, call.state &* 3)
        for place in 0..<(call.count + 3) / 4 {
            let bytes = call.inputs[0][(4 * place)..<min(4 * place + 4, call.count)]
            let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            sum &+= word
            weighted &+= UInt64(call.bits + place + 1) &* word
        }
        result.words = [sum, weighted]
    }
}
