import Statistics

@testable import Kernels

extension CompressionCall {
    /// A call on random elements. Of sums and choices they are any numbers there are, of levels what codecs give them.
    static func random(_ operation: Operation, count: Int, using generator: inout SeededGenerator) -> CompressionCall {
        var call = CompressionCall(operation: operation, count: count)
        call.state = generator.next()
        call.most = 1 + generator.integer(below: 127)
        func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(generator.integer(below: 256)) } }
        func gaussian(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.gaussian()) } }
        switch operation {
        case .most, .signs: call.inputs = [Self.bytes(elements(count, isFinite: false, using: &generator))]
        case .sumOfMagnitudes, .sumOfSquares, .sumsBySign, .drawExponents:
            call.inputs = [Self.bytes(elements(count, isFinite: true, using: &generator))]
        case .draw:
            call.inputs = [Self.bytes(elements(count, isFinite: true, using: &generator))]
            call.factor = [1, Float(call.most), 0, 0x1p100][generator.integer(below: 4)]
        case .round:
            // Halves are ties where 127 is the largest.
            let x = (0..<count).map { $0 % 5 == 0 ? 127 : Float(generator.integer(below: 507) - 253) / 2 }
            call.inputs = [
                Self.bytes(
                    [x, gaussian(count), elements(count, isFinite: true, using: &generator)][
                        generator.integer(below: 3)])
            ]
            call.factor = [0x1p-120, 1][generator.integer(below: 2)]
            call.bucket = [1, 5, 16, 64, 100, 256, 1000, max(count, 1)][generator.integer(below: 8)]
        case .twoValues:
            call.inputs = [bytes((count + 7) / 8)]
            call.factor = [1, 0, -.infinity, 0x1p-130][generator.integer(below: 4)]
        case .scale:
            (call.bits, call.bucket) = (generator.integer(below: 300), 1 + generator.integer(below: 300))
            let scales = (0...(count + call.bits) / call.bucket).map { _ in
                [Float(0.3), 1e38, 0x1p-140, 0][generator.integer(below: 4)]
            }
            call.inputs = [bytes(count), Self.bytes(scales)]
        case .pack, .unpack:
            call.bits = 2 + generator.integer(below: 7)
            // As many levels as the bits hold, or fewer.
            call.most = 1 + generator.integer(below: 1 << (call.bits - 1) - 1)
            let levels = (0..<count).map { _ in Int8(generator.integer(below: 2 * call.most + 1) - call.most) }
            let packed = CompressionOracle.packed(levels, bits: call.bits)
            call.inputs = [operation == .pack ? Self.bytes(levels) : packed]
            if operation == .unpack, generator.integer(below: 3) == 0 { call.inputs = [bytes(packed.count)] }
        case .packTernary:
            let levels = (0..<5 * count).map { _ in Int8(generator.integer(below: 3) - 1) }
            call.inputs = [Self.bytes(levels)]
        case .unpackTernary:
            // One in three has bytes above 242.
            let most = generator.integer(below: 3) == 0 ? 256 : 243
            call.inputs = [(0..<count).map { _ in UInt8(generator.integer(below: most)) }]
        case .powersOfTwo: call.inputs = [bytes(count), bytes((count + 7) / 8)]
        case .project, .projectBack, .reconstruct:
            call.rank = 1 + generator.integer(below: 5)
            call.rows = 1 + generator.integer(below: 30)
            call.columns = count
            let (a, b) = (call.rank * call.rows, call.rank * count)
            let (left, right) = operation == .reconstruct ? (a, b) : (call.rows * count, operation == .project ? b : a)
            call.inputs = [Self.bytes(gaussian(left)), Self.bytes(gaussian(right))]
        case .checksum:
            call.bits = generator.integer(below: 1000)
            call.inputs = [bytes(count)]
        case .narrow, .widen:
            call.bits = generator.integer(below: 1000)
            call.format = FloatFormat.allCases[generator.integer(below: 3)]
            // Payloads lie on whole words.
            if call.format != .fp32 { call.count = count / 2 * 2 }
            // What is beyond a format's range becomes infinite, which the largest magnitude tells.
            call.inputs = [
                operation == .narrow
                    ? Self.bytes(elements(call.count, isFinite: true, using: &generator).map(call.format.fitting))
                    : payload(call.count, call.format, using: &generator)
            ]
        }
        return call
    }

    /// Any bits of numbers and of infinity.
    private static func payload(
        _ count: Int, _ format: FloatFormat, using generator: inout SeededGenerator
    ) -> [UInt8] {
        (0..<count).flatMap { _ in
            let any = generator.next()
            switch format {
            case .fp32: return bytes([Float(bitPattern: UInt32(truncatingIfNeeded: any))])
            case .bf16: return bytes([UInt16(truncatingIfNeeded: any)])
            case .fp16:
                let number = Float16(bitPattern: UInt16(truncatingIfNeeded: any))
                return bytes([number.isNaN ? .infinity : number])
            }
        }
    }

    /// Any bits, a few special numbers, or ordinary numbers.
    private static func elements(_ count: Int, isFinite: Bool, using generator: inout SeededGenerator) -> [Float] {
        let special: [Float] = [
            0, -0.0, 1, -1, 0.5, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 0x1p127,
            .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
        ]
        let others: [Float] = [.infinity, -.infinity, .nan, -.nan, Float(bitPattern: 0x7F80_0001)]
        let all = isFinite ? special : special + others
        let kind = generator.integer(below: 3)
        return (0..<count).map { _ in
            switch kind {
            case 0: return all[generator.integer(below: all.count)]
            case 1:
                let any = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
                return any.isFinite || !isFinite ? any : 3
            default: return Float(generator.gaussian())
            }
        }
    }
}

extension FloatFormat {
    /// A number whose rounding is finite.
    fileprivate func fitting(_ x: Float) -> Float { rounded(x).isFinite ? x : 1 }
}
