import Kernels
import Statistics
import TestSupport
import Testing

@testable import Models

/// Where tensors lie.
@Suite struct ArenaPlanTests {
    /// Pairs of tensors that are needed at the same step and share a byte.
    static func collisions(_ plan: ArenaPlan, _ network: Network, elementBytes: Int) -> Int {
        func bytes(_ tensor: Int) -> Range<Int>? {
            plan.offsets[tensor].map { $0..<$0 + network.elementCount(ofTensor: tensor) * elementBytes }
        }
        var count = 0
        for step in network.steps.indices {
            // By the definition: what was made up to this step and is taken at it or later.
            let needed = (1...step + 1).filter { tensor in
                tensor == step + 1
                    || network.steps[step...].contains { $0.inputs.contains(tensor) }
            }
            for (i, a) in needed.enumerated() {
                for b in needed[(i + 1)...] {
                    if let a = bytes(a), let b = bytes(b), a.overlaps(b) { count += 1 }
                }
            }
        }
        return count
    }

    @Test func tensorsThatLiveTogetherLieApart() throws {
        var generator = SeededGenerator(for: "arena plans")
        for _ in 0..<300 {
            let network = try Network.random(using: &generator)
            let plan = ArenaPlan(network, elementBytes: 4)
            #expect(Self.collisions(plan, network, elementBytes: 4) == 0)
            #expect(plan.offsets.first == .some(nil) && plan.offsets.last == .some(nil), "the caller holds these")
            for (tensor, offset) in plan.offsets.enumerated().dropFirst().dropLast() {
                let offset = try #require(offset)
                #expect(offset % 64 == 0)
                #expect(offset + network.elementCount(ofTensor: tensor) * 4 <= plan.byteCount)
            }
        }
    }

    @Test func aChainTakesTwoPlaces() throws {
        let image = ImageShape(height: 1, width: 1, channels: 64)
        let network = try Network((0..<9).map { .convolution("\($0)", image, to: 64, kernel: 1, from: $0) })
        #expect(ArenaPlan(network, elementBytes: 4).byteCount == 2 * 256)
    }

    @Test func aPlanThatForgetsLivesIsFound() throws {
        let network = try Network.residual()
        let plan = ArenaPlan(network, elementBytes: 4)
        let careless = ArenaPlan(offsets: plan.offsets.map { $0.map { _ in 0 } }, byteCount: plan.byteCount)
        #expect(Self.collisions(careless, network, elementBytes: 4) > 0)
    }
}
