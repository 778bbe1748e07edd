import CKernels
import Statistics
import Testing

@testable import Kernels

/// The oracle of the codecs' kernels notices what such loops get wrong.
@Suite struct CompressionSeededBugTests {
    private static let sound = ck_compression_baseline.pointee

    /// What the oracle says of one of some calls.
    private func fault(
        _ operation: CompressionCall.Operation, _ change: (inout CKCompression) -> Void = { _ in }
    ) throws -> String? {
        var generator = SeededGenerator(seed: 21)
        var table = Self.sound
        change(&table)
        let kernels = try #require(withUnsafePointer(to: table) { CompressionKernels("seeded", [], $0) })
        for count in [1, 9, 37, 333] {
            for _ in 0..<4 {
                let call = CompressionCall.random(operation, count: count, using: &generator)
                guard call.isThere(kernels) else { continue }
                if let fault = CompressionOracle(call).fault(in: try call.result(kernels)) { return fault }
            }
        }
        return nil
    }

    @Test func soundKernelsPass() throws {
        for operation in CompressionCall.Operation.allCases { #expect(try fault(operation) == nil, "\(operation)") }
    }

    @Test func sums() throws {
        #expect(try fault(.most) { $0.most = { Self.sound.most($0, $1 - 1) } } != nil, "the last element")
        #expect(
            try fault(.sumOfMagnitudes) {
                $0.sumOfMagnitudes = { x, count, total in
                    let most = Self.sound.sumOfMagnitudes(x, count, total)
                    if let total { total.pointee = Double(Float(total.pointee)) }
                    return most
                }
            } != nil, "rounded to FP32")
        #expect(
            try fault(.sumOfSquares) { $0.sumOfSquares = { Self.sound.sumOfSquares($0, $1 - 1, $2) } } != nil,
            "one square")
        #expect(
            try fault(.sumOfSquares) { $0.sumOfSquares = { Self.sound.sumOfSquares($0, $1, $2) >> 1 } } != nil,
            "the largest")
        #expect(
            try fault(.sumsBySign) { $0.sumsBySign = { Self.sound.sumsBySign($0, $1, $3, $2, $4) } } != nil, "swapped")
        #expect(
            try fault(.sumsBySign) {
                $0.sumsBySign = { x, count, below, others, number in
                    let most = Self.sound.sumsBySign(x, count, below, others, number)
                    number?.pointee += 1
                    return most
                }
            } != nil, "counted")
        #expect(
            try fault(.narrow) {
                $0.fp32.narrow = { Self.sound.fp32.narrow($0, $1, $2, $3 + 1, $4, $5) }
                $0.bf16.narrow = { Self.sound.bf16.narrow($0, $1, $2, $3 + 1, $4, $5) }
            } != nil, "the place of a stream")
        #expect(
            try fault(.widen) {
                $0.fp32.widen = { Self.sound.fp32.widen($0, $1, $2, $3, $4, $5) & 0x7F7F_FFFF }
                $0.bf16.widen = { Self.sound.bf16.widen($0, $1, $2, $3, $4, $5) & 0x7F7F_FFFF }
            } != nil, "what is not finite")
        #expect(
            try fault(.checksum) { $0.checksum = { Self.sound.checksum($0, $1, $2 + 1, $3, $4) } } != nil, "the place")
    }

    @Test func bits() throws {
        #expect(
            try fault(.signs) {
                $0.signs = { x, count, bits in
                    guard let x, let bits else { return 0 }
                    let most = Self.sound.signs(x, count, bits)
                    for i in 0..<Int(count) where x[i].sign == .minus { bits[i / 8] |= 1 << UInt8(i % 8) }
                    return most
                }
            } != nil, "−0 is not below 0")
        #expect(
            try fault(.twoValues) { $0.twoValues = { Self.sound.twoValues($0, $1, $3, $2, $4) } } != nil, "swapped")
        #expect(
            try fault(.pack) { $0.packLevels = { Self.sound.packLevels($0, $1 - 1, $2, $3) } } != nil, "the last level")
        #expect(
            try fault(.unpack) {
                $0.unpackLevels = { Self.sound.unpackLevels($0, $1, $2, 127, $4) }
            } != nil, "magnitudes above the largest")
        #expect(
            try fault(.unpackTernary) {
                $0.unpackTernary = { min(Self.sound.unpackTernary($0, $1, $2) + 1, 1) }
            } != nil, "bytes above 242")
        #expect(
            try fault(.packTernary) {
                $0.packTernary = { levels, count, packed in
                    Self.sound.packTernary(levels, count, packed)
                    packed?[0] ^= 1
                }
            } != nil, "a digit")
    }

    @Test func levels() throws {
        #expect(
            try fault(.round) {
                $0.roundInBuckets = { x, count, bucket, least, scales, levels in
                    let most = Self.sound.roundInBuckets(x, count, bucket, least, scales, levels)
                    guard let x, let levels else { return most }
                    for i in 0..<Int(count) where x[i].magnitude == 0.5 && levels[i] == 0 { levels[i] = 1 }
                    return most
                }
            } != nil, "ties away from 0")
        #expect(
            try fault(.round) {
                $0.roundInBuckets = { Self.sound.roundInBuckets($0, $1, $2 + 1, $3, $4, $5) }
            } != nil, "longer buckets")
        #expect(
            try fault(.draw) {
                $0.drawLevels = { x, count, factor, most, lots, levels in
                    let next = CKLots(first: lots.first, second: lots.second, begin: lots.begin + 1)
                    Self.sound.drawLevels(x, count, factor, most, next, levels)
                }
            } != nil, "the next lots")
        #expect(
            try fault(.draw) {
                $0.drawLevels = { x, count, factor, most, lots, levels in
                    let half = CKLots(first: lots.first, second: 0, begin: lots.begin)
                    Self.sound.drawLevels(x, count, factor, most, half, levels)
                }
            } != nil, "half of the key")
        #expect(
            try fault(.drawExponents) {
                $0.drawExponents = { x, count, lots, exponents in
                    Self.sound.drawExponents(x, count, lots, exponents)
                    for i in 0..<Int(count) where exponents?[i] == 254 { exponents?[i] = 255 }
                }
            } != nil, "an infinite power")
        #expect(
            try fault(.scale) { $0.scaleLevels = { Self.sound.scaleLevels($0, $1, $2 + 1, $3, $4, $5) } } != nil,
            "the next element's bucket")
        #expect(
            try fault(.powersOfTwo) {
                $0.powersOfTwo = { exponents, signs, count, x in
                    Self.sound.powersOfTwo(exponents, signs, count, x)
                    for i in 0..<Int(count) where x?[i] == 0 { x?[i] = -0.0 }
                }
            } != nil, "a zero with a sign")
    }

    @Test func products() throws {
        #expect(
            try fault(.project) { $0.project = { Self.sound.project($0, $1, $2, $3, $4 - 1, $5) } } != nil, "a vector")
        #expect(
            try fault(.projectBack) {
                $0.projectBack = { matrix, rows, columns, a, rank, b in
                    Self.sound.projectBack(matrix, rows, columns, a, rank, b)
                    if let b { b[0] *= 1.001 }
                }
            } != nil, "a thousandth")
        #expect(
            try fault(.reconstruct) {
                $0.reconstruct = { a, b, rows, columns, rank, matrix in
                    Self.sound.reconstruct(a, b, rows, columns, rank, matrix)
                    if let matrix { matrix[0] = matrix[0].nextUp }
                }
            } != nil, "a step of FP32")
    }
}
