import Learning
import Models

/// A network's parameters before it meets anything, to hold those against that should not change.
struct ShippedParameters {
    private let parameters: [(weights: [Float], bias: [Float])]
    private let packed: [UInt8]
    private let network: Network

    init(_ adaptive: any AdaptiveNetwork, of network: Network) {
        parameters = network.steps.indices.map(adaptive.parameters)
        packed = adaptive.packedWeights
        self.network = network
    }

    /// How many parameters that no scope updates are not bit for bit what they were, and bytes of weights that were packed for
    /// good.
    func strayed(in adaptive: any AdaptiveNetwork, scopes: [UpdateScope]) -> Int {
        let strayedBytes = zip(packed, adaptive.packedWeights).count { $0 != $1 }
        return network.steps.indices.reduce(strayedBytes) { count, step in
            let now = adaptive.parameters(ofStep: step)
            let parts = scopes.map { $0.parts[step] }
            return count + strayedWeights(step, now.weights, parts)
                + (parts.allSatisfy { $0 == .none } ? Self.differing(parameters[step].bias, now.bias).count : 0)
        }
    }

    private func strayedWeights(_ step: Int, _ now: [Float], _ parts: [UpdateScope.Part]) -> Int {
        guard case .layer(let shape) = network.steps[step].shape, !parts.contains(.all) else { return 0 }
        let (inputs, outputs) = (shape.isChannelwise ? 1 : shape.asConvolution.inputChannels, shape.gemm.n)
        // The first ones of a scope that updates some.
        let updated = parts.reduce(0) { most, part in
            if case .inputChannels(let count) = part { max(most, count) } else { most }
        }
        return Self.differing(parameters[step].weights, now).count { $0 / outputs % inputs >= updated }
    }

    private static func differing(_ before: [Float], _ now: [Float]) -> [Int] {
        before.indices.filter { before[$0].bitPattern != now[$0].bitPattern }
    }
}
