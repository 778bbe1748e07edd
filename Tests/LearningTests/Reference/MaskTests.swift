import Kernels
import Learning
import Statistics
import TestSupport
import Testing

/// The masked law: forward and dX with the masked weights, dW at the mask alone.
@Suite struct MaskTests {
    private func trial(
        _ kind: LayerShape.Kind, using generator: inout SeededGenerator
    ) -> (dense: ReferenceLinearTests.Trial, masked: ReferenceLinearTests.Trial, mask: [Bool]) {
        let dense = ReferenceLinearTests.Trial(.small(kind, using: &generator), using: &generator)
        let mask = dense.layer.parameters.weights.map { _ in generator.integer(below: 3) == 0 }
        var masked = dense
        masked.layer.parameters.mask = mask
        return (dense, masked, mask)
    }

    @Test(arguments: [LayerShape.Kind.gemm, .convolution, .depthwise])
    func isTheDenseLayerOfMaskedWeights(_ kind: LayerShape.Kind) {
        var generator = SeededGenerator(for: "mask of \(kind)")
        for _ in 0..<40 {
            let (dense, masked, mask) = trial(kind, using: &generator)
            var zeroed = dense
            zeroed.layer.parameters.weights = zip(dense.layer.parameters.weights, mask).map { $1 ? $0 : 0 }
            #expect(
                masked.layer.output(masked.x, batch: masked.batch) == zeroed.layer.output(zeroed.x, batch: zeroed.batch)
            )
            #expect(masked.dX == zeroed.dX)
            #expect(masked.dW == zip(dense.dW, mask).map { $1 ? $0 : 0 })
            #expect(masked.db == dense.db)
        }
    }

    /// Differences of the masked layer are 0 where no weight is, as moving one there moves nothing.
    @Test func gradientsEqualDifferences() {
        var generator = SeededGenerator(for: "differences under a mask")
        for _ in 0..<30 {
            let (_, masked, _) = trial(.convolution, using: &generator)
            for fault in [masked.faultByInput(masked.dX), masked.faultByWeights(masked.dW)] {
                #expect(fault == nil, "\(masked.layer.shape): \(fault ?? "")")
            }
        }
    }

    /// Whatever the place of a weight that is not there holds.
    @Test func absentWeightsAreNeverRead() {
        var generator = SeededGenerator(seed: 5)
        var (_, masked, mask) = trial(.convolution, using: &generator)
        let (output, dX) = (masked.layer.output(masked.x, batch: masked.batch), masked.dX)
        for index in mask.indices where !mask[index] { masked.layer.parameters.weights[index] = .nan }
        #expect(masked.layer.output(masked.x, batch: masked.batch) == output)
        #expect(masked.dX == dX)
    }

    /// One wrong index of the pattern.
    @Test func seededBugsAreCaught() {
        var generator = SeededGenerator(seed: 7)
        let (dense, masked, mask) = trial(.gemm, using: &generator)
        #expect(mask.contains(true) && mask.contains(false))
        var wrong = masked
        wrong.layer.parameters.mask = Array(mask.dropFirst() + mask.prefix(1))
        #expect(masked.faultByInput(wrong.dX) != nil, "the pattern is shifted by one")
        #expect(masked.faultByWeights(wrong.dW) != nil, "the pattern is shifted by one")
        #expect(masked.faultByWeights(dense.dW) != nil, "weights that are not there get gradients")
    }
}
