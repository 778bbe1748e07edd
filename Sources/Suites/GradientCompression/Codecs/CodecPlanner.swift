import Compression
import Kernels
import Measurement
import Report

/// Plans a group for each gradient and pass: all codecs, and how fast as much memory can be read.
struct CodecPlanner {
    let codecs: [Codec]
    let store: LatestValue<GradientInput, InputGradient>
    let seed: UInt64
    /// Elements of a learned gradient.
    let learnedCount: (GradientInput) throws -> Int
    /// Bytes of memory that are free; nil where that is unknown.
    let availableBytes: Int?

    /// What all others are held against.
    static let baseline = "fp32"

    static func conditions(_ pass: CodecPass) -> [String: String] { ["pass": pass.rawValue] }

    /// - Throws: ``SuiteError`` for a name that no id takes.
    func group(_ input: GradientInput, _ pass: CodecPass) throws -> GroupPlan {
        let conditions = Self.conditions(pass)
        func id(_ variant: String) throws -> CaseID {
            guard
                let id = CaseID(
                    suite: GradientCompression.name, workload: input.name, variant: variant, conditions: conditions)
            else { throw SuiteError.badName("\(input.name) \(variant)") }
            return id
        }
        let count = try count(input)
        let shortage = shortage(count)
        let work = Report.Work(macs: 0, bytes: 4 * count)
        let cases = try codecs.map { codec in
            var shape = input.parameters(count: count)
            shape["family"] = .text(codec.kind.family.rawValue)
            return CasePlan(
                id: try id(codec.name), role: codec.name == Self.baseline ? .baseline : .variant,
                precision: Precision.fp32.rawValue, shape: shape, work: work, unavailable: shortage,
                library: codec.stage == .none ? nil : codec.stage.rawValue
            ) { [store, seed] in
                try CodecCase(
                    codec: codec, pass: pass, gradient: store.value(of: input, named: input.name), seed: seed
                ).prepare()
            }
        }
        let sweep = BandwidthSweep(.best(.read), bytes: 4 * count)
        let roof = CasePlan(
            id: try id("\(Report.Case.bandwidthPrefix)\(Precision.fp32.rawValue)/\(sweep.loop.instructionSet)"),
            role: .bandwidth, precision: Precision.fp32.rawValue,
            shape: ["kind": .text("bandwidth"), "working-set": .number(sweep.byteCount)], work: sweep.work,
            unavailable: sweep.loop.unavailable ?? shortage
        ) {
            sweep.prepared(in: BufferRing(byteCount: sweep.byteCount, copies: 1))
        }
        return GroupPlan(workload: input.name, conditions: conditions, cases: cases + [roof])
    }

    private func count(_ input: GradientInput) throws -> Int {
        if case .drawn(_, let count) = input.origin { return count }
        return try learnedCount(input)
    }

    /// All cases of a group are held at once: each a message, what is decoded, and with error feedback as much again and more.
    private func shortage(_ count: Int) -> String? {
        let needed = codecs.count * 40 * count
        guard let availableBytes, needed > availableBytes else { return nil }
        return "its codecs need \(needed >> 20) MiB and \(availableBytes >> 20) MiB of memory are free"
    }
}

/// A codec that encodes or decodes a gradient again and again.
private struct CodecCase {
    let codec: Codec
    let pass: CodecPass
    let gradient: InputGradient
    let seed: UInt64

    /// - Throws: `CompressionError` for a gradient that the codec cannot send.
    func prepare() throws -> PreparedCase {
        let run = try CodecRun(codec, gradient, seed: seed)
        var prepared = PreparedCase(
            call: pass == .encode ? run.encode : run.decode, verify: run.checks, failure: { run.failure })
        // The same of both passes; told once.
        if pass == .encode { prepared.resultMetrics = run.metrics }
        return prepared
    }
}
