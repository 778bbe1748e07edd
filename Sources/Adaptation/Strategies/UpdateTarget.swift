/// What of a network goes on learning.
public enum UpdateTarget: Hashable, Sendable {
    /// Nothing.
    case frozen
    /// All parameters.
    case full
    /// The last layer.
    case head
    /// So many last layers.
    case last(Int)
    /// One layer at a time: each for so many updates, the last one first, then the one before it, and round again.
    case layerWise(Int)
    /// All biases, and the last layer (Cai et al., 2020, TinyTL, arXiv:2007.11622).
    case biases
    /// All biases, of every layer that has input channels the weights of this share of them, and the last layer: a sparse update
    /// (Lin et al., 2022, On-Device Training Under 256KB Memory, arXiv:2206.15472).
    case channels(Double)
    /// A head of its own on the standardised outputs of a body that stays as it is, sample by sample (H. Ren, D. Anicic,
    /// T. A. Runkler, "TinyOL: TinyML with Online-Learning on Microcontrollers", IJCNN 2021).
    case tinyOL
}
