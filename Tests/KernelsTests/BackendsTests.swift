import Statistics
import EmulatedKernels
import Testing

@testable import Kernels

@Suite struct BackendsTests {
    @Test func registryNamesEachOnce() {
        #expect(
            Backends.all.map(\.name) == [
                "fp32/scalar", "fp32/portable", "fp32/openblas", "fp32/onednn", "fp32/xnnpack", "fp32/avx2",
                "fp32/avx512", "fp32/neon",
                "bf16/portable", "bf16/avx2", "bf16/avx512", "bf16/avx512-bf16", "bf16/amx", "bf16/neon",
                "bf16/neon-bf16", "fp16/portable", "fp16/avx2", "fp16/avx512", "fp16/avx512-fp16", "fp16/neon",
                "fp16/neon-fhm", "int8/scalar", "int8/portable", "int8/onednn", "int8/xnnpack",
                "int8/avx2-7bit", "int8/avx2", "int8/avx512-7bit", "int8/avx512",
                "int8/avx-vnni", "int8/avx512-vnni", "int8/amx", "int8/neon", "int8/neon-dotprod",
                "int8/neon-i8mm", "int4/scalar", "int4/portable",
                "int4/avx2", "int4/avx-vnni", "int4/avx512-vnni",
            ])
        for backend in Backends.all {
            #expect(backend.name.hasPrefix(backend.precision.rawValue + "/"))
            #expect((backend.conversion != nil) == (backend.precision != .fp32) || backend.unavailable != nil)
            #expect(Backends.named(backend.name)?.name == backend.name)
        }
        #expect(Backends.named("fp32/abacus") == nil)
    }

    @Test func whatIsMissingIsNamed() throws {
        for backend in Backends.all {
            let missing = backend.features.filter { !CPUFeature.detected.contains($0) }
            if let first = missing.first {
                let reason = try #require(backend.unavailable)
                #expect(reason.contains(first.rawValue))
                #expect(throws: KernelError.backendUnavailable(backend: backend.name, reason: reason)) {
                    var generator = SeededGenerator(seed: 1)
                    let shape = LayerShape.gemm(GEMMShape(m: 1, n: 1, k: 1))
                    _ = try backend.prepare(
                        Trial.random(shape, backend.precision, using: &generator).layer)
                }
            } else if backend.vendor == nil {
                #expect(backend.unavailable == nil)
            }
        }
    }

    @Test func layersOfTheOtherPrecisionAreRefused() {
        var generator = SeededGenerator(seed: 1)
        let layer = Layer.float(.random(.gemm(GEMMShape(m: 1, n: 1, k: 1)), using: &generator))
        #expect(throws: KernelError.precisionDiffers(backend: "int8/scalar", layer: .fp32)) {
            _ = try ScalarBackend(precision: .int8).prepare(layer)
        }
    }

    @Test(arguments: Precision.allCases)
    func bestIsTheLastThatRuns(_ precision: Precision) {
        let best = Backends.best(precision)
        #expect(best?.unavailable == nil)
        #expect(PeakLoop.best(precision)?.name == best?.peakLoop.name)
        #expect(best?.name == Backends.all.last { $0.precision == precision && $0.unavailable == nil }?.name)
    }

    /// Under the name of a precision stand instructions of its own, not what its numbers are widened to.
    @Test func aLoopStandsUnderItsOwnNameAlone() {
        #expect(Set(PeakLoop.all.map(\.name)).count == PeakLoop.all.count)
        let fp32 = PeakLoop.all.filter { $0.precision == .fp32 }.map(\.features)
        for loop in PeakLoop.all where loop.precision.widened == .fp32 {
            #expect(!fp32.contains(loop.features), "\(loop.name) has no instructions that FP32's loops lack")
        }
        for precision in Precision.allCases {
            let loop = PeakLoop.best(precision)?.precision
            #expect(loop == precision || loop == precision.widened)
        }
    }

    /// Every operand is 1: the sums are the number of products.
    @Test func peakLoopsDoWhatTheyCount() {
        for loop in PeakLoop.all where loop.unavailable == nil {
            #expect(loop.operationsPerIteration > 0)
            #expect(loop.run(0) == 0, "\(loop.name)")
            #expect(loop.run(100) == Double(loop.operationsPerIteration / 2 * 100), "\(loop.name)")
        }
    }

    @Test(.enabled(if: Subjects.isEmulated, "needs SIMDe (Debian: libsimde-dev)"))
    func avx512KernelsAreCheckedByEmulation() {
        #expect([Precision.fp32, .bf16, .fp16, .int8].allSatisfy { !Subjects.emulated($0).isEmpty })
    }

    /// TDPBF16PS by its definition: even and odd products apart, then both together, then to the sum; each step rounded
    /// to nearest, ties to even, without subnormal numbers.
    @Test func emulatedTilesAddPairsFirst() {
        func dot(_ sum: Float, _ a: [Float], _ b: [Float]) -> Float {
            let bits = [a, b].map { $0.map { UInt16(FloatFormat.bf16.encode($0)) } }
            return ck_emulated_tile_dpbf16ps(sum, bits[0], bits[1], Int32(a.count / 2))
        }
        // One after the other, either 1 would be lost in 2^24.
        #expect(dot(0x1p24, [1, 1], [1, 1]) == 0x1p24 + 2)
        // Even products are summed over all of K before they meet the odd ones.
        #expect(dot(0, [0x1p24, -0x1p24, 1, 1], [1, 1, 1, 1]) == 1)
        #expect(dot(0, [0x1p24, 1, -0x1p24, 1], [1, 1, 1, 1]) == 2)
        // Halfway: to the even neighbour.
        #expect(dot(0x1p24, [1, 0], [1, 0]) == 0x1p24)
        #expect(dot(0x1p24 + 2, [1, 0], [1, 0]) == 0x1p24 + 4)
        // What is below the smallest normal number, before or after, is 0.
        #expect(dot(0x1p-127, [0x1p-127, 0], [1, 0]) == 0)
        #expect(dot(0, [0x1p-120, 0], [0x1p-10, 0]) == 0)
        #expect(dot(0x1p-126, [0x1p-126, 0], [-1.5, 0]) == 0)
    }

    /// Mistake 0 is none; each of the others must be told from all others.
    @Test func emulatedTilesRefuseMisuse() {
        let faults = (0..<ck_emulated_amx_misuses).map { ck_emulated_amx_misuse($0).map { String(cString: $0) } }
        #expect(faults.first == .some(nil))
        #expect(faults.dropFirst().allSatisfy { $0 != nil })
        #expect(Set(faults).count == faults.count)
    }
}
