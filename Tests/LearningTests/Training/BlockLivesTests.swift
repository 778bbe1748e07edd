import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Blocks live as long as they are needed, and no longer.
@Suite struct BlockLivesTests {
    /// A run, and whether it goes wrong where one block lies over another.
    private struct Subject {
        let run: TrainingRun
        let schedule: TrainingSchedule
        let blocks: [MemoryPlacement.Block]
        let expected: TrainingRun.Outcome

        init(_ kind: TrainingRun.Kind, _ generator: SeededGenerator) throws {
            var generator = generator
            run = try TrainingRun(kind, batch: 2, using: &generator)
            blocks = try run.blocks()
            let plan = try run.plan(placing: MemoryPlacement.apart)
            schedule = plan.schedule
            expected = try run.outcome(plan)
        }

        /// The blocks that take memory.
        var indices: [Int] { blocks.indices.filter { blocks[$0].byteCount > 0 } }

        /// Whether results change where two blocks begin at the same place and all others lie apart.
        func isWrong(laying one: Int, over other: Int) throws -> Bool {
            let plan = try run.plan { blocks in
                MemoryPlacement(
                    blocks.enumerated().map { index, block in
                        .init(
                            byteCount: block.byteCount,
                            life: index == one ? 0...0 : index == other ? 1...1 : 0...1)
                    })
            }
            return try run.outcome(plan) != expected
        }

        /// Whether a block is seen to be needed at a moment: another one that lives then may not lie over it. Left out are forward
        /// passes of additions, which could work in place.
        func isNeeded(_ block: Int, at moment: Int) throws -> Bool {
            if let step = schedule.maker(at: moment), case .addition = run.network.steps[step].shape { return true }
            return try indices.contains {
                try $0 != block && blocks[$0].life.contains(moment) && isWrong(laying: $0, over: block)
            }
        }
    }

    /// Any two blocks that are never needed at once may lie over each other.
    @Test(arguments: TrainingRun.Kind.allCases)
    func livesAreLongEnough(_ kind: TrainingRun.Kind) throws {
        let subject = try Subject(kind, SeededGenerator(for: "lives of blocks, \(kind)"))
        for one in subject.indices {
            for other in subject.indices
            where one < other && !subject.blocks[one].life.overlaps(subject.blocks[other].life) {
                let (first, second) = (subject.blocks[one], subject.blocks[other])
                #expect(try !subject.isWrong(laying: one, over: other), "block \(one), \(first); \(other), \(second)")
            }
        }
    }

    /// A life that is a moment shorter is seen, at either end.
    @Test(arguments: TrainingRun.Kind.allCases)
    func livesAreNoLonger(_ kind: TrainingRun.Kind) throws {
        let subject = try Subject(kind, SeededGenerator(seed: 1))
        for index in subject.indices where subject.blocks[index].life.count > 1 {
            let life = subject.blocks[index].life
            for moment in [life.lowerBound, life.upperBound] {
                #expect(try subject.isNeeded(index, at: moment), "block \(index), \(life), at \(moment)")
            }
        }
    }
}
