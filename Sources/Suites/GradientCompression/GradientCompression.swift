import Compression
import DataParallel
import Kernels
import Learning
import Measurement
import Report

/// Which gradient compressor saves time and energy, over which link, and what does it do to learning?
public struct GradientCompression: BenchmarkSuite {
    /// `gradient-compression`.
    public static let name = "gradient-compression"
    /// The question in one sentence.
    public static let question =
        "Over which link does compressing a gradient save time and energy, and what does it cost?"
    /// What `--set` understands.
    public static let options: [SuiteOption] = []

    /// How much the request's mode measures of each group.
    public let budget: ModeBudget
    private let definition: GradientCompressionDefinition
    private let gradients: [GradientInput]
    private let seed: UInt64

    /// Reads the definition and the request.
    /// - Throws: ``DefinitionError`` for the definition, ``SuiteError`` for the request.
    public init(definition file: DefinitionFile, request: SuiteRequest) throws {
        definition = try GradientCompressionDefinition(file)
        try Self.refuseUnknown(request.options)
        if let shape = request.shapes.first { throw SuiteError.noShapes(shape, suite: Self.name) }
        budget = definition.modes[request.mode]
        gradients = request.mode == .quick ? definition.quickGradients : definition.gradients
        seed = request.seed
    }

    /// A group for each gradient and pass.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        let tasks = LearnedGradients(seed: seed)
        let planner = CodecPlanner(
            codecs: definition.codecs,
            store: LatestValue { [seed] in try InputGradient($0, training: tasks.training, seed: seed) }, seed: seed,
            learnedCount: tasks.count, availableBytes: machine.availableMemoryBytes)
        return try gradients.flatMap { input in try CodecPass.allCases.map { try planner.group(input, $0) } }
    }

    /// All gradients of a pass in all codecs.
    public func family(of group: GroupResult) -> ComparisonFamily {
        ComparisonFamily(
            name: CaseID.conditionText(group.conditions),
            comparisons: definition.gradients.count * (definition.codecs.count - 1))
    }

    /// Below which bandwidth each codec saves time.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] {
        BandwidthFindings(gradients: gradients, codecs: definition.codecs, results: results).all()
    }
}
