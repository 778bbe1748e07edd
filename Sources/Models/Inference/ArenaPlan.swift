/// Where the tensors between a network's input and its output lie in one block of memory, so that none overlaps another
/// that is needed at the same time.
public struct ArenaPlan: Sendable, Equatable {
    /// The first byte of each tensor by its number; nil for the network's input and output, which the caller holds.
    public let offsets: [Int?]
    /// Size of the block in bytes.
    public let byteCount: Int

    /// Every tensor begins on a cache line.
    static let alignment = 64

    /// Plans by size: the largest tensor first, each at the lowest place that is free while it lives (Pisarchyk, Lee, 2020,
    /// Efficient Memory Management for Deep Neural Net Inference, arXiv:2001.03288, "greedy by size").
    /// - Parameter elementBytes: of an activation.
    public init(_ network: Network, elementBytes: Int) {
        let lives = network.lifetimes
        let inner = (1..<network.steps.count).map { tensor in
            Block(
                tensor: tensor, life: lives[tensor],
                size: Self.aligned(network.elementCount(ofTensor: tensor) * elementBytes))
        }
        var placed: [(block: Block, offset: Int)] = []
        for block in inner.sorted(by: { ($1.size, $0.tensor) < ($0.size, $1.tensor) }) {
            let rivals = placed.filter { $0.block.life.overlaps(block.life) }.sorted { $0.offset < $1.offset }
            var offset = 0
            for rival in rivals where rival.offset < offset + block.size {
                offset = max(offset, rival.offset + rival.block.size)
            }
            placed.append((block, offset))
        }
        var offsets = [Int?](repeating: nil, count: network.tensorCount)
        for (block, offset) in placed { offsets[block.tensor] = offset }
        self.init(offsets: offsets, byteCount: placed.map { $0.offset + $0.block.size }.max() ?? 0)
    }

    init(offsets: [Int?], byteCount: Int) {
        self.offsets = offsets
        self.byteCount = byteCount
    }

    static func aligned(_ bytes: Int) -> Int { (bytes + alignment - 1) / alignment * alignment }

    private struct Block {
        var tensor: Int
        var life: ClosedRange<Int>
        var size: Int
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
