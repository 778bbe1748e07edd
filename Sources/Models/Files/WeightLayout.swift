/// The order in which a file holds the weights of layers: what its metadata say under `layout`.
public enum WeightLayout: String, CaseIterable, Sendable {
    /// K×N, as ``Network``'s kernels take them: kernelHeight·kernelWidth·inputChannels × outputChannels for a convolution,
    /// kernelHeight·kernelWidth × channels for a depthwise one. What a file without the text holds.
    case native
    /// PyTorch's: outputs×inputs for a fully connected layer, outputChannels×inputChannels×kernelHeight×kernelWidth for
    /// a convolution, channels×1×kernelHeight×kernelWidth for a depthwise one. The inputs of a fully connected layer that
    /// takes an image whole are in the order of `Flatten`, channels first.
    case pytorch

    /// The metadata's key.
    static let key = "layout"
}

extension TensorFile {
    /// - Throws: ``TensorFileError`` for a layout that is unknown, or for none in a file that PyTorch's tools have marked.
    func layout() throws(TensorFileError) -> WeightLayout {
        guard let text = metadata[WeightLayout.key] else {
            // A square matrix would be taken without a word, and wrong.
            guard metadata["format"] != "pt" else { throw .layoutUnsaid(file: name) }
            return .native
        }
        guard let layout = WeightLayout(rawValue: text) else {
            let known = WeightLayout.allCases.map(\.rawValue)
            throw .layoutUnknown(file: name, layout: text, known: known)
        }
        return layout
    }
}
