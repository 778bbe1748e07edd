import Models

@testable import Learning

/// The blocks of a training step, each with a zone before and behind it that nobody may write to. All of it holds a pattern that is
/// no number in FP32, so that what is read before it was written shows in the results.
struct GuardedArena {
    let placement: MemoryPlacement
    private let zones: [Range<Int>]
    private static let pattern: UInt8 = 0xFF
    private static let width = 256

    init(_ blocks: [MemoryPlacement.Block]) {
        let guarded = blocks.map { MemoryPlacement.Block(byteCount: $0.byteCount + Self.width, life: $0.life) }
        // The largest lies first: the zone before the others.
        let first = MemoryPlacement.Block(
            byteCount: Self.width + (guarded.map(\.byteCount).max() ?? 0), life: 0...0)
        let placement = MemoryPlacement.apart(guarded + [first])
        zones =
            [0..<first.byteCount]
            + blocks.indices.map {
                let end = placement.offsets[$0] + blocks[$0].byteCount
                return end..<end + Self.width
            }
        self.placement = placement
    }

    /// Fills blocks and zones with the pattern.
    func poison(_ trainer: Trainer) {
        trainer.arena.initializeMemory(as: UInt8.self, repeating: Self.pattern, count: placement.byteCount)
    }

    /// Whether somebody wrote to a zone.
    func isTouched(_ trainer: Trainer) -> Bool {
        zones.contains { zone in
            !UnsafeRawBufferPointer(start: trainer.arena + zone.lowerBound, count: zone.count)
                .allSatisfy { $0 == Self.pattern }
        }
    }
}
