import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// No step needs more than the bytes that are planned for each block, nor what lay in them before.
@Suite struct PlannedMemoryTests {
    static let backends = TrainingBackends.all.filter { $0.vendor == nil && $0.unavailable == nil }

    /// What a run gives whose blocks lie apart; nil where it touched what lies between them.
    /// - Parameter tooShort: a block with a cache line less than it needs.
    private static func guarded(
        _ run: TrainingRun, _ backend: any TrainingBackend = TrainingBackends.fastestNative, tooShort: Int? = nil
    ) throws -> TrainingRun.Outcome? {
        var arena = GuardedArena([])
        let plan = try run.plan(backend) { blocks in
            var blocks = blocks
            if let tooShort {
                blocks[tooShort].byteCount -= min(MemoryPlacement.alignment, blocks[tooShort].byteCount)
            }
            arena = GuardedArena(blocks)
            return arena.placement
        }
        var isTouched = false
        let outcome = try run.outcome(
            plan, before: arena.poison, after: { isTouched = isTouched || arena.isTouched($0) })
        return isTouched ? nil : outcome
    }

    /// The outcome is that of memory as it is planned, too: nothing depends on what lay in a block before, or beside it.
    @Test(arguments: TrainingRun.Kind.allCases)
    func blocksAreLargeEnough(_ kind: TrainingRun.Kind) throws {
        var generator = SeededGenerator(for: "bytes of blocks, \(kind)")
        for _ in 0..<10 {
            let image = ImageShape(
                height: 1 + generator.integer(below: 9), width: 1 + generator.integer(below: 9),
                channels: 2 + generator.integer(below: 20))
            let run = try TrainingRun(
                kind, image, filters: 1 + generator.integer(below: 40), batch: 1 + generator.integer(below: 4),
                using: &generator)
            for backend in Self.backends {
                let expected = try run.outcome(run.plan(backend, placing: MemoryPlacement.init))
                #expect(try Self.guarded(run, backend) == expected, "\(image), batch \(run.batch), \(backend.name)")
            }
        }
    }

    /// Kernels ask for workspaces by their largest block, of which they may use less; all other blocks are used to the end.
    @Test(arguments: TrainingRun.Kind.allCases)
    func aBlockThatIsALineTooShortIsSeen(_ kind: TrainingRun.Kind) throws {
        var generator = SeededGenerator(seed: 1)
        let run = try TrainingRun(kind, batch: 3, using: &generator)
        let workspaces = try run.plan(placing: MemoryPlacement.init).steps.flatMap {
            [
                $0.forward.workspace, $0.again?.workspace, $0.backward?.workspace,
                $0.update?.weights?.workspace,
            ]
        }
        for (index, block) in try run.blocks().enumerated()
        where block.byteCount > 0 && !workspaces.contains(index) {
            #expect(try Self.guarded(run, tooShort: index) == nil, "block \(index), \(block)")
        }
    }
}
