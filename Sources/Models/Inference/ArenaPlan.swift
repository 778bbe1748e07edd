/// Where the tensors between a network's input and its output lie in one block of memory, so that none overlaps another
/// that is needed at the same time.
public struct ArenaPlan: Sendable, Equatable {
    /// The first byte of each tensor by its number; nil for the network's input and output, which the caller holds.
    public let offsets: [Int?]
    /// Size of the block in bytes.
    public let byteCount: Int

    /// - Parameter elementBytes: of an activation.
    public init(_ network: Network, elementBytes: Int) {
        let lives = network.lifetimes
        let placement = MemoryPlacement(
            (1..<network.steps.count).map { tensor in
                .init(byteCount: network.elementCount(ofTensor: tensor) * elementBytes, life: lives[tensor])
            })
        self.init(offsets: [nil] + placement.offsets.map(Optional.some) + [nil], byteCount: placement.byteCount)
    }

    init(offsets: [Int?], byteCount: Int) {
        self.offsets = offsets
        self.byteCount = byteCount
    }
}

extension Network {
    /// The steps during which each tensor must be kept: from the one that makes it to the last that takes it.
    var lifetimes: [ClosedRange<Int>] {
        (0..<tensorCount).map { tensor in
            let made = max(0, tensor - 1)
            let taken = steps.lastIndex { $0.inputs.contains(tensor) } ?? made
            return made...max(made, taken)
        }
    }
}
