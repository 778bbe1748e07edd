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
        case .most: result.words = [Self.most(x)]
        case .signs: (result.words, result.bytes) = ([Self.most(x)], Self.bytes(ofBits: x.map { $0 < 0 }))
        case .twoValues:
            let bits = Self.bits(of: call.inputs[0], call.count)
            result.bytes = CompressionCall.bytes(bits.map { $0 ? -2 * call.factor : call.factor })
        case .round: round(&result)
        case .draw: result.bytes = CompressionCall.bytes(x.indices.map { level(x[$0], Self.lot(lots, $0)) })
        case .scale:
            let scales = CompressionCall.elements(of: call.inputs[1], as: Float.self)
            result.bytes = CompressionCall.bytes(
                call.levels.enumerated().map { Float($1) * scales[($0 + call.bits) / call.bucket] })
        case .pack: result.bytes = Self.packed(call.levels, bits: call.bits)
        case .unpack: unpack(&result)
        case .packTernary, .unpackTernary: ternary(&result)
        case .drawExponents:
            result.bytes = x.indices.map { index in
                // A random number below 2^23 carries the mantissa into the exponent.
                let (bits, lot) = (x[index].magnitude.bitPattern, Self.lot(lots, index) << 7 | 64)
                return UInt8(min(bits >> 23 + (bits & 0x7F_FFFF + lot >= 0x80_0000 ? 1 : 0), 254))
            }
        case .powersOfTwo:
            let signs = Self.bits(of: call.inputs[1], call.count)
            let powers = zip(call.inputs[0], signs).map { exponent, sign in
                Float(bitPattern: UInt32(exponent) << 23 | (sign && exponent > 0 ? 0x8000_0000 : 0))
            }
            result.bytes = CompressionCall.bytes(powers)
        case .reconstruct: reconstruct(&result)
        case .checksum: checksum(of: call.inputs[0], &result)
        case .narrow:
            result.words = [Self.most(x)]
            result.bytes = x.flatMap(call.format.bytes)
            checksum(of: result.bytes, &result)
        case .widen:
            let size = call.format.byteCount
            let elements = (0..<call.count).map { call.format.element(call.inputs[0][$0 * size..<($0 + 1) * size]) }
            (result.words, result.bytes) = ([Self.most(elements)], CompressionCall.bytes(elements))
            checksum(of: call.inputs[0], &result)
        default: break
        }
        return result
    }

    static func most(_ x: [Float]) -> UInt64 { UInt64(x.map(\.magnitude.bitPattern).max() ?? 0) }

    /// The i-th of the random numbers, 16 bits: half of a hash that two elements share.
    static func lot(_ state: UInt64, _ index: Int) -> UInt32 {
        var x = UInt32(truncatingIfNeeded: index / 2) &+ UInt32(truncatingIfNeeded: state)
        x = (x ^ x >> 16) &* 0x7FEB_352D
        x ^= UInt32(truncatingIfNeeded: state >> 32)
        x = (x ^ x >> 15) &* 0x846C_A68B
        x ^= x >> 16
        return index % 2 == 0 ? x & 0xFFFF : x >> 16
    }

    private func level(_ x: Float, _ lot: UInt32) -> Int8 {
        let size = min(x.magnitude * call.factor, Float(call.most))
        let level = (size + (Float(lot) + 0.5) / 65_536).rounded(.down)
        return Int8(x < 0 ? -level : level)
    }

    private func round(_ result: inout CompressionCall.Result) {
        var (scales, levels): ([Float], [Int8]) = ([], [])
        let x = call.floats
        for bucket in 0..<call.bucketCount {
            let own = x[bucket * call.bucket..<min((bucket + 1) * call.bucket, x.count)]
            let most = own.map(\.magnitude).max() ?? 0
            let scale = Float(Double(most) / 127)
            let isSmall = most < call.factor
            scales.append(isSmall ? 0 : (127 * scale).isFinite ? scale : scale.nextDown)
            let factor = isSmall ? 0 : 127 / most
            levels += own.map { Int8(($0 * factor).rounded(.toNearestOrEven)) }
        }
        (result.words, result.bytes) = ([Self.most(x)], CompressionCall.bytes(scales) + CompressionCall.bytes(levels))
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

    private func checksum(of all: [UInt8], _ result: inout CompressionCall.Result) {
        var (sum, weighted) = (call.state, call.state &* 3)
        for place in 0..<(all.count + 3) / 4 {
            let bytes = all[(4 * place)..<min(4 * place + 4, all.count)]
            let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            sum &+= word
            weighted &+= UInt64(call.bits + place + 1) &* word
        }
        result.words += [sum, weighted]
    }
}

extension FloatFormat {
    /// A number of this format, the lowest byte first.
    fileprivate func bytes(_ x: Float) -> [UInt8] {
        let bits =
            switch self {
            case .fp32: x.bitPattern
            case .fp16: UInt32(Float16(x).bitPattern)
            case .bf16: rounded(x).bitPattern >> 16
            }
        return (0..<byteCount).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) }
    }

    fileprivate func element(_ bytes: ArraySlice<UInt8>) -> Float {
        let bits = bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return switch self {
        case .fp32: Float(bitPattern: bits)
        case .fp16: Float(Float16(bitPattern: UInt16(bits)))
        case .bf16: Float(bitPattern: bits << 16)
        }
    }
}
