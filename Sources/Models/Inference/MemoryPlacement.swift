import Basics

/// Where blocks that are needed at different times lie in one stretch of memory, so that none overlaps another that is
/// needed at the same time.
///
/// The largest block first, each at the lowest place that is free while it lives (Pisarchyk, Lee, 2020, Efficient Memory
/// Management for Deep Neural Net Inference, arXiv:2001.03288, "greedy by size").
public struct MemoryPlacement: Sendable, Equatable {
    /// Memory that is needed for some time.
    public struct Block: Sendable, Equatable {
        /// Its size in bytes.
        public var byteCount: Int
        /// The first and the last moment at which it is needed.
        public var life: ClosedRange<Int>

        /// So many bytes for so long.
        public init(byteCount: Int, life: ClosedRange<Int>) {
            self.byteCount = byteCount
            self.life = life
        }
    }

    /// The first byte of each block.
    public let offsets: [Int]
    /// Size of the stretch in bytes.
    public let byteCount: Int

    /// Every block begins on a cache line.
    public static let alignment = AlignedMemory.alignment

    /// Places blocks; those without bytes lie at the beginning.
    public init(_ blocks: [Block]) {
        var offsets = [Int](repeating: 0, count: blocks.count)
        var placed: [Int] = []
        var end = 0
        let bySize = blocks.indices.filter { blocks[$0].byteCount > 0 }
            .sorted { (blocks[$1].byteCount, $0) < (blocks[$0].byteCount, $1) }
        for index in bySize {
            let size = Self.aligned(blocks[index].byteCount)
            let rivals = placed.filter { blocks[$0].life.overlaps(blocks[index].life) }
                .sorted { offsets[$0] < offsets[$1] }
            var offset = 0
            for rival in rivals where offsets[rival] < offset + size {
                offset = max(offset, offsets[rival] + Self.aligned(blocks[rival].byteCount))
            }
            offsets[index] = offset
            end = max(end, offset + size)
            placed.append(index)
        }
        self.offsets = offsets
        byteCount = end
    }

    /// Places blocks as though all were needed all the time.
    public static func apart(_ blocks: [Block]) -> MemoryPlacement {
        MemoryPlacement(blocks.map { Block(byteCount: $0.byteCount, life: 0...0) })
    }

    /// Bytes up to the next cache line.
    public static func aligned(_ bytes: Int) -> Int { (bytes + alignment - 1) / alignment * alignment }
}
