import Basics
import Kernels
import Measurement
import Report

/// Is INT8 faster than FP32 on this machine, for the layers of the MLPerf Tiny models, and by how much?
public struct INT8FP32: BenchmarkSuite {
    /// `int8-fp32`.
    public static let name = "int8-fp32"

    /// The question in one sentence.
    public static let question = "Is INT8 faster than FP32 on this machine, layer by layer and model by model?"
    /// What `--set` understands.
    public static let options = [
        SuiteOption(
            key: "activations", values: IntegerLayer.ActivationType.allCases.map(\.rawValue), standard: "s8",
            summary: "type of the INT8 activations"),
        SuiteOption(
            key: "processor", values: ["all", "none", "NAME"], standard: "all",
            summary: "processors of suites/profiles/processors.yaml that the models' energy is modelled for"),
    ]

    /// How much the request's mode measures of each group.
    public let budget: ModeBudget
    let definition: INT8FP32Definition
    /// The definition's, and those that it leaves out and the request names.
    private let variants: [String]
    /// All workloads of the definition and the request, measured or not.
    let workloads: [LayerWorkload]
    /// The whole models, measured or not.
    let models: [ModelWorkload]
    private let measured: [any MeasuredWorkload]
    private let conditions: [LayerConditions]
    private let activations: IntegerLayer.ActivationType
    private let processors: [PublishedProcessor]
    private let seed: UInt64
    private let threads: Int
    private let isQuick: Bool

    /// Reads the definition and the request.
    /// - Throws: ``DefinitionError`` for the definition, ``SuiteError`` for the request.
    public init(definition file: DefinitionFile, request: SuiteRequest) throws {
        definition = try INT8FP32Definition(file)
        try Self.refuseUnknown(request.options)
        activations = try Self.activations(request.options["activations"])
        processors = try Self.processors(request.options["processor"], beside: file)
        variants = definition.variants + Self.references(request.variants, besides: definition.variants)
        let gemms = definition.gemms
        let own = try request.shapes.map(Self.gemm).reduce(into: [GEMMShape]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        workloads =
            definition.models.flatMap { model in model.layers.map { LayerWorkload(model: model, layer: $0) } }
            // A shape that is there already is measured once.
            + (gemms + own.filter { !gemms.contains($0) }).map(LayerWorkload.init)

        budget = definition.modes[request.mode]
        let quick = Set(definition.quickWorkloads + own.map(\.workload))
        isQuick = request.mode == .quick
        models = definition.models.map { [inputs = definition.inputs] in
            ModelWorkload(model: $0, inputs: inputs[request.mode])
        }
        let all: [any MeasuredWorkload] = workloads + models
        measured = isQuick ? all.filter { quick.contains($0.name) } : all
        conditions = isQuick ? definition.quickConditions : definition.conditions
        seed = request.seed
        threads = request.threads
    }

    /// A group for each layer and model and each combination of conditions that it is measured under.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        try groups(on: machine, team: .single)
    }

    /// The same, with each layer divided among a team where its variant divides it.
    public func groups(on machine: HostFacts, team: Team) throws -> [GroupPlan] {
        let planner = LayerPlanner(
            variants: variants, activations: activations, seed: seed, threads: threads, team: team,
            machine: machine)
        return try measured.flatMap { workload in
            try conditions(of: workload).map { condition in
                var group = try planner.group(workload, condition)
                // A meter needs some hundred milliseconds a case, more than all of a quick group's rounds.
                if isQuick, condition != conditions.first {
                    group.unmetered = "a quick run meters the first conditions alone; leave --quick out"
                }
                return group
            }
        }
    }

    private func conditions(of workload: any MeasuredWorkload) -> [LayerConditions] {
        let possible = conditions.filter { $0.stage != .packed || workload.isPacked }
        return isQuick && workload is ModelWorkload ? Array(possible.prefix(1)) : possible
    }

    /// All layers and models under the group's conditions, in every variant that runs here: the groups that the tally and the
    /// models' speed-ups of these conditions draw on.
    public func family(of group: GroupResult) -> ComparisonFamily {
        let variants = self.variants.compactMap(Backends.named).filter { $0.unavailable == nil }.count
        let isPacked = group.conditions["stage"] == LayerConditions.Stage.packed.rawValue
        let all: [any MeasuredWorkload] = workloads + models
        return ComparisonFamily(
            name: CaseID.conditionText(group.conditions),
            comparisons: all.count { $0.isPacked || !isPacked } * max(0, variants - 1))
    }

    /// Speed-up of each model, layers won and lost, and why where INT8 loses; then what the measured models take on
    /// other processors.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] {
        let measured = definition.models.filter { model in results.contains { $0.workload == model.name } }
        return INT8FP32Findings(
            definition: definition, workloads: workloads, results: results, comparisons: comparisons,
            caches: host.caches
        ).all() + EnergyFindings(models: measured, processors: processors).all()
    }

    /// The backends of no definition, such as the plain loops, that a pattern matches which matches nothing else: nobody
    /// wants them beside the others, but every path can be forced.
    private static func references(_ patterns: [String], besides variants: [String]) -> [String] {
        let forced = patterns.filter { pattern in !variants.contains { Glob.matches(pattern, $0) } }
        return Backends.all.map(\.name).filter { name in
            !variants.contains(name) && forced.contains { Glob.matches($0, name) }
        }
    }

    private static func activations(_ value: String?) throws -> IntegerLayer.ActivationType {
        let value = value ?? Self.options[0].standard
        guard let type = IntegerLayer.ActivationType(rawValue: value) else {
            throw SuiteError.badOptionValue(
                key: "activations", value: value, expected: Self.options[0].values.joined(separator: " or "))
        }
        return type
    }

    /// A definition of the user's own needs no profiles beside it, unless they are asked for.
    private static func processors(_ asked: String?, beside file: DefinitionFile) throws -> [PublishedProcessor] {
        let value = asked ?? Self.options[1].standard
        if value == "none" { return [] }
        let profiles: DefinitionFile
        do {
            profiles = try file.companion("profiles/processors")
        } catch SuiteError.noDefinition where asked == nil {
            return []
        }
        let all = try PublishedProcessor.published(in: profiles)
        if value == "all" { return all }
        guard let own = all.first(where: { $0.profile.name == value }) else {
            throw SuiteError.badOptionValue(
                key: "processor", value: value,
                expected: "all, none or one of \(all.map(\.profile.name).joined(separator: ", "))")
        }
        return [own]
    }

    /// A user's own shape, `MxNxK`.
    private static func gemm(_ text: String) throws -> GEMMShape {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let m = parts[0], let n = parts[1], let k = parts[2] else {
            throw SuiteError.badShape(text, reason: "it is not three whole numbers joined by x")
        }
        let shape = GEMMShape(m: m, n: n, k: k)
        do {
            try LayerShape.gemm(shape).validate()
        } catch {
            throw SuiteError.badShape(text, reason: "\(error)")
        }
        return shape
    }
}
