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
    @Test(arguments: [Precision.fp32, .int8])
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

    /// Cortex-A53 is Armv8.0, Neoverse N1 Armv8.2 with the dot products.
    @Test(arguments: [
        ("cortex-a53", CK_FEATURE_NEON), ("neoverse-n1", CK_FEATURE_NEON | CK_FEATURE_DOTPROD),
        ("max", CK_FEATURE_NEON | CK_FEATURE_DOTPROD | CK_FEATURE_I8MM),
    ])
    func featuresAreTheProcessors(_ processor: String, _ features: Int) throws {
        #expect(try ArmWorker(processor: processor).features() == features)
    }

    private static var layer: CKLayer {
        let shape = LayerShape.gemm(GEMMShape(m: 8, n: 8, k: 64))
        return CKLayer(.integer(ExtremesTests.constant(shape, weight: 1, activations: .s8, scale: 1)))
    }

    /// Instructions that a processor lacks end the worker: what is called a kernel of SDOT has SDOT in it.
    @Test func kernelsUseTheirInstructions() throws {
        let layer = Self.layer
        for (processor, lacking) in [("cortex-a53", "product_int8_dotprod"), ("neoverse-n1", "product_int8_i8mm")] {
            let worker = ArmWorker(processor: processor)
            let packed = try worker.packedByteCount(lacking, layer)
            let weights = Data(count: packed), input = Data(count: 512)
            #expect(throws: ArmWorker.Died.self) {
                try worker.ask(.run, lacking, layer, [weights, input], answering: 64)
            }
            #expect(try worker.ask(.run, "product_int8_neon", layer, [weights, input], answering: 64).count == 64)
        }
    }

    /// One byte less of input than the kernel reads: the guard behind it ends the worker.
    @Test func readingTooFarIsCaught() throws {
        let layer = Self.layer
        for name in ["product_int8_neon", "product_int8_dotprod", "product_int8_i8mm"] {
            let weights = Data(count: try ArmWorker.shared.packedByteCount(name, layer))
            #expect(throws: ArmWorker.Died.self) {
                try ArmWorker.shared.ask(.run, name, layer, [weights, Data(count: 511)], answering: 64)
            }
        }
    }
}
