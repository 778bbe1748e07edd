import Kernels
import Measurement
import Models
import Report

/// Which of a user's variants of a model should a device have: all axes in one table.
public struct VariantsSuite: BenchmarkSuite {
    /// `variants`.
    public static let name = "variants"
    /// The question in one sentence.
    public static let question =
        "Which of your variants of a model is fastest, smallest, most accurate, most frugal, and robust?"
    /// None.
    public static let options: [SuiteOption] = []
    /// Radios and processors of `suites/profiles/`.
    public static func companions(of definition: DefinitionFile) throws -> [String] { ProfileCatalogue.files }
    /// The files of weights.
    public static func attachments(of definition: DefinitionFile) throws -> [String] {
        try VariantsDefinition.weights(of: definition)
    }

    /// How much the request's mode measures of the group.
    public let budget: ModeBudget
    private let definition: VariantsDefinition
    private let stores: LatestValue<VariantsDefinition, VariantsStore>
    private let seed: UInt64

    /// Reads the list, its weights and the request.
    /// - Throws: ``DefinitionError`` for the list, ``SuiteError`` for the request.
    public init(definition file: DefinitionFile, request: SuiteRequest) throws {
        var definition = try VariantsDefinition(file)
        try Self.refuseUnknown(request.options)
        if let shape = request.shapes.first { throw SuiteError.noShapes(shape, suite: Self.name) }
        if request.mode == .quick { definition.task.lots = VariantTask.leastLots }
        self.definition = definition
        budget = definition.modes[request.mode]
        seed = request.seed
        stores = LatestValue { [seed = request.seed] in try VariantsStore($0, seed: seed) }
    }

    /// One group of all variants.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        [try VariantsPlanner(definition: definition, stores: stores, seed: seed).group()]
    }

    /// All variants against the baseline.
    public func family(of group: GroupResult) -> ComparisonFamily {
        ComparisonFamily(name: group.workload, comparisons: definition.variants.count - 1)
    }

    /// The table of all axes, that of disturbances, and the variants that no other beats.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] {
        results.map { VariantResults(definition, $0) }.flatMap { results in
            VariantTable(results: results).cells + RobustnessTable(results: results).cells
                + VariantFront(results).findings + RobustnessTable(results: results).overview
        }
    }

    /// Accuracy over energy: the variants that no other beats, and the others.
    public func series(from results: [GroupResult]) -> [Report.Series] {
        results.flatMap { VariantFront(VariantResults(definition, $0)).series }
    }

    /// The weights that were trained here, of each variant's first lot, as files.
    /// - Throws: what Learning throws for what cannot be trained, `TensorFileError` for what no file can hold.
    public func trainedWeights() throws -> [(variant: String, file: TensorFile)] {
        let store = try stores.value(of: definition, named: definition.workload)
        return try definition.variants.filter { $0.weights == nil }.map { variant in
            try (variant.name, store.first.model(variant).model.tensorFile(name: variant.name))
        }
    }
}
