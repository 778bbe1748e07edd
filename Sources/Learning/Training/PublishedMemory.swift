import Kernels
import Models

/// What a published formula says that training takes, to be held against what it takes.
///
/// In bits for each updated layer, for one example in 8-bit numbers: 32·Cout for the biases and Cout·Hout·Wout for the activation's
/// mask; where weights of a convolution are updated, 8·W for these and 8·Hin·Win·C for the C chosen input channels. It counts no
/// weights of fully connected layers, none that stay, no forward tensors, gradients, optimiser or workspace.
///
/// Source: the memory estimate of mcunet/tiny-training (Lin et al., 2022, On-Device Training Under 256KB Memory, arXiv:2206.15472).
public enum PublishedMemory {
    /// Where it was published.
    public static let source =
        "Lin et al., 2022, On-Device Training Under 256KB Memory, arXiv:2206.15472 (mcunet/tiny-training)"

    /// Bytes of the formula.
    /// - Parameters:
    ///   - batch: examples; 1 as published.
    ///   - elementBits: of weights and activations; 8 as published.
    public static func bytes(_ network: Network, _ scope: UpdateScope, batch: Int = 1, elementBits: Int = 8) -> Int {
        var bits = 0
        for (step, part) in zip(network.steps, scope.parts) {
            guard part != .none, case .layer(let shape) = step.shape else { continue }
            bits += 32 * shape.biasCount + batch * step.shape.output.count
            if case .gemm = shape { continue }
            let channels = shape.asConvolution.inputChannels
            let perChannel = shape.weightCount / channels + batch * shape.inputCount / channels
            bits += elementBits * perChannel * part.channels(of: shape)
        }
        return (bits + 7) / 8
    }
}
