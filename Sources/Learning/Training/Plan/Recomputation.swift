/// Which tensors of the forward pass are not kept for the backward pass but computed again in it.
///
/// Segments are steps that follow each other. What is made and taken inside one of them is dropped, and computed again, from what
/// the segment takes, when the backward pass comes to it (T. Chen et al., 2016, Training Deep Nets with Sublinear Memory Cost,
/// arXiv:1604.06174). Where they lie is chosen so that training takes least. Parameters after a step are bit by bit the same.
public enum Recomputation: Sendable, Equatable {
    /// All is kept.
    case nothing
    /// So many segments, as far as there is room for them.
    case segments(Int)
    /// As few segments as let training fit into so many bytes in all (``TrainingMemory/total``); of ways with equally many, that
    /// with the fewest multiply–accumulates.
    case toFit(Int)
}
