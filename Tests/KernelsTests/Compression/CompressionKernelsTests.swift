import CKernels
import EmulatedKernels
import Statistics
import TestSupport
import Testing

@testable import Kernels

/// What codecs are made of, on every instruction set that runs here and on AVX-512 emulated, against plain Swift.
@Suite struct CompressionKernelsTests {
    typealias Operation = CompressionCall.Operation

    static let kernels: [CompressionKernels] =
        CompressionKernels.all.filter { $0.unavailable == nil }
        + [CompressionKernels("avx512 (emulated)", [], ck_emulated_compression_avx512)].compactMap { $0 }

    /// Up to some vectors, around tiles, longer.
    static func counts(_ operation: Operation, _ generator: inout SeededGenerator) -> [Int] {
        let short =
            Array(0...70) + [127, 128, 129, 255, 256, 257] + (0..<30).map { _ in generator.integer(below: 600) }
        switch operation {
        case .project, .projectBack, .reconstruct: return short
        default: return short + [2047, 2048, 2049, 4096, 4097, 10_007]
        }
    }

    @Test(arguments: Operation.allCases) func isWhatPlainSwiftSays(_ operation: Operation) throws {
        var generator = SeededGenerator(for: "compression kernels, \(operation)")
        for count in Self.counts(operation, &generator) {
            let call = CompressionCall.random(operation, count: count, using: &generator)
            let oracle = CompressionOracle(call)
            for kernels in Self.kernels where call.isThere(kernels) {
                for side in [GuardedBuffer.Guard.after, .before] {
                    let fault = oracle.fault(in: try call.result(kernels, guarded: side))
                    #expect(fault == nil, "\(kernels.name), \(count)")
                }
            }
        }
    }

    @Test(arguments: Operation.allCases) func instructionSetsAgreeBitByBit(_ operation: Operation) throws {
        var generator = SeededGenerator(for: "bits of compression kernels, \(operation)")
        for count in Self.counts(operation, &generator) {
            let call = CompressionCall.random(operation, count: count, using: &generator)
            let able = Self.kernels.filter(call.isThere)
            let results = try able.map { try call.result($0) }
            for (kernels, result) in zip(able, results) {
                #expect(result.isSame(as: results[0]), "\(kernels.name), \(count)")
            }
        }
    }

    /// The lots of a part are those of the whole from there on.
    @Test func lotsContinue() {
        var generator = SeededGenerator(for: "lots")
        let x = (0..<1000).map { _ in Float(generator.uniform()) }
        let lots = RandomLots(generator.next())
        for kernels in Self.kernels {
            var whole = [Int8](repeating: 0, count: 1000), parts = whole
            kernels.draw(x, count: 1000, factor: 3, most: 3, lots: lots, levels: &whole)
            for (begin, end) in [(0, 1), (1, 77), (77, 500), (500, 1000)] {
                let part = Array(x[begin..<end])
                kernels.draw(
                    part, count: part.count, factor: 3, most: 3, lots: lots.dropping(begin), levels: &parts[begin])
            }
            #expect(whole == parts, "\(kernels.name)")
        }
    }

    @Test func theWidestIsChosenAndWhatIsMissingIsNamed() {
        #expect(CompressionKernels.fastest.unavailable == nil)
        #expect(CompressionKernels.all[0].unavailable == nil && CompressionKernels.all[0].name == "portable")
        for kernels in CompressionKernels.all {
            let missing = kernels.features.first { !CPUFeature.detected.contains($0) }
            #expect((kernels.unavailable == nil) == (missing == nil))
            if let missing { #expect(kernels.unavailable?.contains(missing.rawValue) == true) }
        }
    }
}
