import Adaptation

/// What becomes of all variants of a list in all lots. A lot's examples are made once, for all variants, and let go but the first's.
final class VariantsStore {
    /// The lot whose models are timed.
    let first: VariantRound
    private let definition: VariantsDefinition
    private let seeds: [UInt64]
    private lazy var results = judged()

    /// - Throws: `DataError` for a task without examples.
    init(_ definition: VariantsDefinition, seed: UInt64) throws {
        self.definition = definition
        seeds = definition.task.lots(seed: seed)
        first = try VariantRound(definition, lot: seeds[0])
    }

    /// How a variant does, seed by seed.
    /// - Throws: `AdaptationError` and what Learning throws for what cannot run here.
    func lots(of variant: VariantDefinition) throws -> [VariantLot] { try results[variant.name]?.get() ?? [] }

    private func judged() -> [String: Result<[VariantLot], any Error>] {
        var results: [String: Result<[VariantLot], any Error>] = [:]
        for (number, seed) in seeds.enumerated() {
            let round = Result { number == 0 ? first : try VariantRound(definition, lot: seed, first: first) }
            for variant in definition.variants {
                // One that cannot run here says so; the others go on.
                results[variant.name] = Result {
                    try (results[variant.name]?.get() ?? []) + [round.get().result(of: variant)]
                }
            }
        }
        return results
    }
}
