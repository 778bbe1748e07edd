import Basics
import Kernels
import Measurement
import Report

/// Plans the groups of workloads: one case a variant, and the two roofs of each precision.
struct LayerPlanner {
    let variants: [String]
    private let activations: IntegerLayer.ActivationType
    private let store: WorkloadTensorStore
    private let lastLevelCacheBytes: Int
    private let availableBytes: Int?
    /// Threads asked for, a condition where there are several.
    private let threads: Int
    private let team: Team

    init(
        variants: [String], activations: IntegerLayer.ActivationType, seed: UInt64, threads: Int, team: Team,
        machine: HostFacts
    ) {
        self.variants = variants
        self.threads = threads
        self.team = team
        lastLevelCacheBytes = machine.lastLevelCacheBytes
        availableBytes = machine.availableMemoryBytes
        self.activations = activations
        store = WorkloadTensorStore(activations: activations, seed: seed)
    }

    /// The cases of a workload under conditions. Where their buffers do not fit the memory that is free, all of them are
    /// unavailable.
    func group(_ workload: any MeasuredWorkload, _ conditions: LayerConditions) throws -> GroupPlan {
        let backends = variants.compactMap(Backends.named).map { $0.using(team) }
        let precisions = Precision.allCases.filter { precision in
            backends.contains { $0.precision == precision && $0.unavailable == nil }
        }
        let narrow = backends.filter { $0.unavailable == nil && $0.hasNarrowWeights }
        let roofs = precisions.map { sweep(workload, conditions, $0) }
        let needed =
            backends.filter { $0.unavailable == nil }.reduce(0) { $0 + bytes(workload, conditions, $1) }
            + roofs.reduce(0) { $0 + BufferRing.byteCount(of: $1.byteCount, copies: copies(of: $1, conditions)) }
        let shortage = availableBytes.flatMap { available in
            needed <= available
                ? nil : "its buffers need \(needed >> 20) MiB and \(available >> 20) MiB of memory are free"
        }
        let cases =
            try backends.map { try plan(workload, conditions, $0, shortage) }
            + peaks(of: precisions, narrow).map { try peak(workload, conditions, $0, roofOf: $1) }
            + zip(precisions, roofs).map { precision, sweep in
                let roofOf = [precision.rawValue] + Set(narrow.filter { $0.precision == precision }.map(\.arithmetic))
                return try bandwidth(workload, conditions, precision, sweep, roofOf: roofOf, shortage)
            }
        return GroupPlan(workload: workload.name, conditions: named(conditions), cases: cases)
    }

    private func plan(
        _ workload: any MeasuredWorkload, _ conditions: LayerConditions, _ backend: any Backend, _ shortage: String?
    ) throws -> CasePlan {
        var shape = workload.parameters
        let threads = workload.threads(on: backend)
        shape["threads-used"] = .number(threads)
        if backend.precision.format == nil {
            shape["requantisation"] = .text(backend.requantisation.rawValue)
            shape["activations"] = .text(activations.rawValue)
            // A sign and the magnitude's bits: 8 for 127, 7 for 63, 4 for 7.
            shape["weights"] = .text("\(Int.bitWidth - backend.weightLimit.leadingZeroBitCount + 1)-bit")
        }
        if backend.summation != .fp32 { shape["summation"] = .text(backend.summation.rawValue) }
        return CasePlan(
            id: try id(workload, backend.name, conditions),
            role: backend.precision == .fp32 ? .baseline : .variant, precision: backend.arithmetic,
            shape: shape,
            work: .init(
                macs: workload.macs, bytes: workload.bytes(backend.precision, conditions.stage),
                parameters: workload.parameterCount),
            unavailable: backend.unavailable ?? workload.unavailable(on: backend, activations: activations) ?? shortage,
            library: backend.vendor?.name, threads: threads
        ) { [store, lastLevelCacheBytes] in
            try store.tensors(of: workload).prepare(
                on: backend, conditions, lastLevelCacheBytes: lastLevelCacheBytes)
        }
    }

    /// The peak loops of precisions and of narrow weights; one that several have is measured once.
    private func peaks(
        of precisions: [Precision], _ narrow: [any Backend]
    ) -> [(loop: PeakLoop, roofOf: [String])] {
        let all =
            precisions.compactMap { precision in PeakLoop.best(precision).map { ($0, precision.rawValue) } }
            + narrow.map { (.widest($0.precision, weightLimit: $0.weightLimit), $0.arithmetic) }
        return all.reduce(into: []) { peaks, entry in
            let (loop, arithmetic) = entry
            if let index = peaks.firstIndex(where: { $0.loop.name == loop.name }) {
                if !peaks[index].roofOf.contains(arithmetic) { peaks[index].roofOf.append(arithmetic) }
            } else {
                peaks.append((loop, [arithmetic]))
            }
        }
    }

    private func peak(
        _ workload: any MeasuredWorkload, _ conditions: LayerConditions, _ loop: PeakLoop, roofOf: [String]
    ) throws -> CasePlan {
        CasePlan(
            id: try id(workload, Report.Case.peakPrefix + loop.name, conditions), role: .peak,
            precision: loop.precision.rawValue,
            shape: ["kind": .text("peak"), "threads-used": .number(team.count)], work: loop.work(by: team),
            unavailable: loop.unavailable, roofOf: roofOf
        ) { [team] in
            loop.prepared(by: team)
        }
    }

    /// How fast what the cases of a precision touch can be read: again and again when warm, when cold from the next of
    /// so many copies as they have.
    private func bandwidth(
        _ workload: any MeasuredWorkload, _ conditions: LayerConditions, _ precision: Precision,
        _ sweep: BandwidthSweep, roofOf: [String], _ shortage: String?
    ) throws -> CasePlan {
        let variant = "\(Report.Case.bandwidthPrefix)\(precision.rawValue)/\(sweep.loop.instructionSet)"
        return CasePlan(
            id: try id(workload, variant, conditions), role: .bandwidth, precision: precision.rawValue,
            shape: [
                "kind": .text("bandwidth"), "working-set": .number(sweep.byteCount),
                "threads-used": .number(team.count),
            ],
            work: sweep.work(by: team),
            unavailable: sweep.loop.unavailable ?? shortage, roofOf: roofOf
        ) {
            sweep.prepared(
                in: BufferRing(byteCount: sweep.byteCount, copies: copies(of: sweep, conditions)), by: team)
        }
    }

    private func sweep(
        _ workload: any MeasuredWorkload, _ conditions: LayerConditions, _ precision: Precision
    ) -> BandwidthSweep {
        let touched = workload.bytes(precision, conditions.stage)
        // When cold, small copies follow each other without a gap: a stretch of them is read in one call.
        return BandwidthSweep(
            .best(.read), bytes: conditions.cache == .warm ? touched : max(touched, BandwidthSweep.leastBytesPerCall))
    }

    /// The conditions of a run on one thread are without it, so that their ids stay as they are.
    private func named(_ conditions: LayerConditions) -> [String: String] {
        conditions.named.merging(threads > 1 ? ["threads": "\(threads)"] : [:]) { $1 }
    }

    private func copies(of sweep: BandwidthSweep, _ conditions: LayerConditions) -> Int {
        conditions.copies(of: [sweep.byteCount], lastLevelCacheBytes: lastLevelCacheBytes)
    }

    private func id(_ workload: any MeasuredWorkload, _ variant: String, _ conditions: LayerConditions) throws -> CaseID
    {
        guard
            let id = CaseID(
                suite: INT8FP32.name, workload: workload.name, variant: variant, conditions: named(conditions))
        else { throw SuiteError.badName("\(workload.name) \(variant)") }
        return id
    }

    /// An estimate of a case's buffers.
    private func bytes(_ workload: any MeasuredWorkload, _ conditions: LayerConditions, _ backend: any Backend) -> Int {
        let own = workload.bytes(backend.precision, conditions.stage)
        return conditions.cache == .warm ? 2 * own : 2 * own + 2 * lastLevelCacheBytes
    }
}

extension Backend {
    /// What decides the roofs: the precision, apart from which narrow weights stand.
    fileprivate var arithmetic: String {
        precision.rawValue + (hasNarrowWeights ? "-narrow" : "")
    }
}
