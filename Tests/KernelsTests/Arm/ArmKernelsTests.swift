import CKernels
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Kernels for Arm where there is none: cross-compiled and run under qemu-user. ``ExtremesTests`` and
/// ``SeededBugTests`` include them, too.
@Suite(.enabled(if: Subjects.isArmChecked, "needs \(ArmTools.packages)"))
struct ArmKernelsTests {
    /// An emulator takes about a hundred times as long as a processor: fewer and smaller shapes than for the others.
    @Test(arguments: [Precision.fp32, .bf16, .fp16, .int8])
    func armKernelsPassTheirOracles(_ precision: Precision) throws {
        let count = ProcessInfo.processInfo.environment["KERNELS_SHAPES"].flatMap(Int.init) ?? 150
        var generator = SeededGenerator(for: "random shapes on Arm in \(precision.rawValue)")
        let kinds = LayerShape.Kind.allCases
        for index in 0..<count {
            let shape = LayerShape.random(kinds[index % kinds.count], macLimit: 300_000, using: &generator)
            let trial = Trial.random(shape, precision, using: &generator)
            for backend in Subjects.arm(precision) {
                let result = try trial.verdict(backend)
                #expect(result.passed, "\(backend.name), \(shape), shape \(index): \(result.detail)")
            }
        }
    }

    private static let neoverse = CK_FEATURE_NEON | CK_FEATURE_DOTPROD | CK_FEATURE_NEON_FP16

    /// Cortex-A53 is Armv8.0, Neoverse N1 Armv8.2 with the dot products and arithmetic on FP16.
    @Test(arguments: [
        ("cortex-a53", CK_FEATURE_NEON), ("neoverse-n1", neoverse),
        ("max", neoverse | CK_FEATURE_I8MM | CK_FEATURE_NEON_FHM | CK_FEATURE_NEON_BF16),
    ])
    func featuresAreTheProcessors(_ processor: String, _ features: Int) throws {
        #expect(try ArmWorker(processor: processor).features() == features)
    }

    /// Every operand is 1: the sums are the number of products.
    @Test(arguments: [
        "peak_fp32_baseline", "peak_int8_baseline", "peak_fp32_neon", "peak_int8_neon", "peak_int8_dotprod",
        "peak_int8_i8mm", "peak_bf16_neonbf16", "peak_fp16_neonfhm", "peak_fp16_neonfp16",
    ])
    func peakLoopsDoWhatTheyCount(_ loop: String) throws {
        let (products, claimed) = try ArmWorker.shared.peak(loop)
        #expect(products == claimed)
        #expect(claimed > 0)
    }

    private static var layer: CKLayer {
        let shape = LayerShape.gemm(GEMMShape(m: 8, n: 8, k: 64))
        return CKLayer(.integer(ExtremesTests.constant(shape, weight: 1, activations: .s8, scale: 1)))
    }

    /// Instructions that a processor lacks end the worker: what is called a kernel of SDOT has SDOT in it.
    @Test func kernelsUseTheirInstructions() throws {
        let layer = Self.layer
        for (processor, lacking, sound, bytes) in [
            ("cortex-a53", "product_int8_dotprod", "product_int8_neon", 1),
            ("neoverse-n1", "product_int8_i8mm", "product_int8_neon", 1),
            ("neoverse-n1", "product_bf16_neonbf16", "product_bf16_neon", 2),
            ("neoverse-n1", "product_fp16_neonfhm", "product_fp16_neon", 2),
        ] {
            let worker = ArmWorker(processor: processor)
            let weights = Data(count: try worker.packedByteCount(lacking, layer)), input = Data(count: 512 * bytes)
            #expect(throws: ArmWorker.Died.self, "\(lacking)") {
                try worker.ask(.run, lacking, layer, [weights, input], answering: 64 * bytes)
            }
            #expect(throws: Never.self, "\(sound)") {
                try worker.ask(.run, sound, layer, [weights, input], answering: 64 * bytes)
            }
        }
    }

    /// One byte less of input than the kernel reads: the guard behind it ends the worker.
    @Test func readingTooFarIsCaught() throws {
        let layer = Self.layer
        for (name, bytes) in [
            ("product_int8_neon", 1), ("product_int8_dotprod", 1), ("product_int8_i8mm", 1), ("product_bf16_neon", 2),
            ("product_bf16_neonbf16", 2), ("product_fp16_neon", 2), ("product_fp16_neonfhm", 2),
        ] {
            let weights = Data(count: try ArmWorker.shared.packedByteCount(name, layer))
            #expect(throws: ArmWorker.Died.self, "\(name)") {
                try ArmWorker.shared.ask(
                    .run, name, layer, [weights, Data(count: 512 * bytes - 1)], answering: 64 * bytes)
            }
        }
    }
}
