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
    private let isQuick: Bool
    private let seed: UInt64

    /// The radios of `suites/profiles/`.
    public static func companions(of definition: DefinitionFile) throws -> [String] { ProfileCatalogue.files }

    /// Reads the definition and the request.
    /// - Throws: ``DefinitionError`` for the definition, ``SuiteError`` for the request.
    public init(definition file: DefinitionFile, request: SuiteRequest) throws {
        definition = try GradientCompressionDefinition(file)
        try Self.refuseUnknown(request.options)
        if let shape = request.shapes.first { throw SuiteError.noShapes(shape, suite: Self.name) }
        budget = definition.modes[request.mode]
        isQuick = request.mode == .quick
        gradients = isQuick ? definition.quickGradients : definition.gradients
        seed = request.seed
    }

    /// A group for each gradient and pass, then one for each task and number of workers.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        let tasks = LearnedGradients(seed: seed)
        let planner = CodecPlanner(
            codecs: definition.codecs,
            store: LatestValue { [seed] in try InputGradient($0, training: tasks.training, seed: seed) }, seed: seed,
            learnedCount: tasks.count, availableBytes: machine.availableMemoryBytes)
        return try gradients.flatMap { input in try CodecPass.allCases.map { try planner.group(input, $0) } }
            + trainingGroups()
    }

    private func trainingGroups() throws -> [GroupPlan] {
        let stores = LatestValue<ParallelWorkload, ParallelStore> { [seed] in ParallelStore($0, seed: seed) }
        let training = definition.training
        let planner = ParallelPlanner(codecs: isQuick ? training.quickCodecs : training.codecs, stores: stores)
        let groups = try (isQuick ? training.quickTasks : training.tasks).map { try planner.group($0) }
        guard !isQuick else { return groups }
        let scaling = ParallelPlanner(codecs: training.scalingCodecs, stores: stores)
        return try groups + training.scaling.map { try scaling.group($0) }
    }

    /// All gradients of a pass in all codecs; all tasks in all codecs, for each number of workers.
    public func family(of group: GroupResult) -> ComparisonFamily {
        if group.conditions["pass"] == ParallelWorkload.pass {
            return ComparisonFamily(
                name: CaseID.conditionText(group.conditions),
                comparisons: definition.training.tasks.count * (definition.training.codecs.count - 1))
        }
        return ComparisonFamily(
            name: CaseID.conditionText(group.conditions),
            comparisons: definition.gradients.count * (definition.codecs.count - 1))
    }

    /// Which codec each link asks for, then below which bandwidth each codec saves time.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] {
        let training = definition.training
        let trained = TrainedTask.all(training.tasks, training.codecs, results)
        let scaled = TrainedTask.all(
            training.tasks.prefix(1) + training.scaling, training.scalingCodecs, results)
        let links = LinkFindings(trained: trained, links: definition.links, seed: seed)
        return links.glances + links.overview + links.payoffs + ScalingFindings(trained: scaled).all()
            + links.steps
            + SendOrTrainFindings(trained: trained, links: definition.links, device: definition.device, seed: seed)
            .all()
            + BandwidthFindings(gradients: gradients, codecs: definition.codecs, results: results).all()
    }

    /// The time of a step over the bandwidth of a link.
    public func series(from results: [GroupResult]) -> [Report.Series] {
        BandwidthCurves(tasks: definition.training.tasks, results: results).series()
    }
}
