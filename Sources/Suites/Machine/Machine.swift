import Kernels
import Measurement
import Report

/// What can this machine do: its arithmetic in each precision, and its memory at each size of working set.
public struct Machine: BenchmarkSuite {
    /// `machine`.
    public static let name = "machine"
    /// The question in one sentence.
    public static let question = "What can this machine do: operations a second by precision, bytes a second by cache?"
    /// There are none.
    public static let options: [SuiteOption] = []

    /// How much the request's mode measures of each group.
    public let budget: ModeBudget
    private let definition: MachineDefinition
    private let mode: SuiteMode

    /// The workload of all peak loops.
    static let peakWorkload = "peak"
    /// The two limits of a roofline as the condition `limit`.
    static let arithmetic = ["limit": "arithmetic"]
    static let memory = ["limit": "memory"]

    /// Reads the definition and the request.
    /// - Throws: ``DefinitionError`` for the definition, ``SuiteError`` for the request.
    public init(definition file: DefinitionFile, request: SuiteRequest) throws {
        definition = try MachineDefinition(file)
        try Self.refuseUnknown(request.options)
        if let shape = request.shapes.first { throw SuiteError.noShapes(shape, suite: Self.name) }
        mode = request.mode
        budget = definition.modes[mode]
    }

    /// All peak loops in one group, then a group of bandwidth loops for each working set.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        let buffers = WorkingSetStore()
        return try [peaks()]
            + definition.workingSets(mode, on: machine).map { try bandwidths(workingSet: $0, in: buffers) }
    }

    private func peaks() throws -> GroupPlan {
        let cases = try PeakLoop.all.map { loop in
            CasePlan(
                id: try Self.id(Self.peakWorkload, loop.name, Self.arithmetic),
                role: loop.precision == .fp32 ? .baseline : .variant, precision: loop.precision.rawValue,
                shape: ["kind": .text("peak")], work: loop.work, unavailable: loop.unavailable, prepare: loop.prepared)
        }
        return GroupPlan(
            workload: Self.peakWorkload, conditions: Self.arithmetic, cases: cases, compared: .throughput)
    }

    private func bandwidths(workingSet bytes: Int, in buffers: WorkingSetStore) throws -> GroupPlan {
        let workload = "bandwidth.\(binaryBytes(bytes, space: ""))"
        let cases = try BandwidthLoop.all.filter { definition.loops.contains($0.kind) }.map { loop in
            let sweep = BandwidthSweep(loop, bytes: bytes)
            return CasePlan(
                id: try Self.id(workload, loop.name, Self.memory),
                // All are held against reading; where it is left out, against one another.
                role: loop.kind == .read || !definition.loops.contains(.read) ? .baseline : .variant,
                precision: Precision.fp32.rawValue,
                shape: ["kind": .text("bandwidth"), "working-set": .number(bytes)], work: sweep.work,
                unavailable: loop.unavailable
            ) {
                sweep.prepared(in: buffers.ring(bytes))
            }
        }
        return GroupPlan(
            workload: workload, conditions: Self.memory, cases: cases, compared: .bandwidth,
            unmetered: "a meter needs longer than all rounds of a working set; the arithmetic loops are metered")
    }

    /// The peaks are one question; each working set is one of its own.
    public func family(of group: GroupResult) -> ComparisonFamily {
        let loops =
            group.workload == Self.peakWorkload
            ? PeakLoop.all.filter { $0.unavailable == nil }.count
            : BandwidthLoop.all.filter { $0.unavailable == nil && definition.loops.contains($0.kind) }.count
        return ComparisonFamily(name: group.group, comparisons: max(0, loops - 1))
    }

    /// Peaks and their ratios, bandwidth of each level of the memory, and what a kernel needs to be bound by arithmetic.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] {
        MachineFindings(results: results, comparisons: comparisons, host: host).all()
    }

    /// Bandwidth against working set, a curve for each kind of loop: the fastest instruction set of each size.
    public func series(from results: [GroupResult]) -> [Report.Series] {
        definition.loops.compactMap { kind in
            let points = results.compactMap { result in
                MemoryFigures(result).flatMap { figures in
                    figures.bandwidth(kind).map { figure in
                        Report.Series.Point(x: Double(figures.workingSet), y: figure.value, interval: figure.interval)
                    }
                }
            }
            return points.isEmpty
                ? nil
                : .init(
                    name: "bandwidth", x: .init(name: "working set", unit: "B"),
                    y: .init(name: "bandwidth", unit: "B/s"), points: points, label: kind.rawValue)
        }
    }

    private static func id(_ workload: String, _ variant: String, _ conditions: [String: String]) throws -> CaseID {
        guard let id = CaseID(suite: name, workload: workload, variant: variant, conditions: conditions) else {
            throw SuiteError.badName("\(workload) \(variant)")
        }
        return id
    }
}

/// The memory of one working set, which all its loops share, so that they meet the same pages; let go when the next is
/// asked for.
private final class WorkingSetStore {
    private var kept: (bytes: Int, ring: BufferRing)?

    func ring(_ bytes: Int) -> BufferRing {
        if let kept, kept.bytes == bytes { return kept.ring }
        kept = nil
        let ring = BufferRing(byteCount: bytes)
        kept = (bytes, ring)
        return ring
    }
}
