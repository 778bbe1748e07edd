import Measurement
import Report

/// A case with the memory that it holds while it is called.
struct HeldCase {
    var prepared: PreparedCase
    /// Packed weights, inputs, outputs and workspace in bytes, as they were allocated; nil where a library keeps memory of
    /// its own.
    var bytes: Int?

    init(_ prepared: PreparedCase, buffers: [BufferRing], workspace: Int? = 0) {
        self.prepared = prepared
        bytes = workspace.map { buffers.reduce($0) { $0 + $1.byteCount } }
    }
}

extension HeldCase {
    /// The case that `prepare` makes, with the most memory that it holds in a call and that was held while it was prepared.
    static func observed(_ prepare: () throws -> HeldCase) rethrows -> PreparedCase {
        // What a process makes once and keeps, such as a library's generated code, is not the second case's.
        let first = try Observation.of(prepare).memory
        let (held, second) = try Observation.of(prepare)
        let both = [first, second].compactMap { $0 }
        var prepared = held.prepared
        prepared.metrics["memory.prepare"] = .last(of: both.map(\.preparation))
        prepared.metrics["memory.peak"] =
            held.bytes.map { .exact(Double($0), "B", .lower) } ?? .last(of: both.map(\.call))
        return prepared
    }
}

/// What the allocator shows of one preparation, in bytes at most.
private struct Observation {
    /// While the case was prepared.
    var preparation: Int
    /// In a call: what preparing has left and what the call takes.
    var call: Int

    static func of(_ prepare: () throws -> HeldCase) rethrows -> (held: HeldCase, memory: Observation?) {
        let (held, heap) = try Allocations.heap {
            let held = try prepare()
            // A library sets itself up in the first call.
            if held.bytes == nil { held.prepared.call() }
            return held
        }
        guard let heap, let call = Allocations.heap(in: held.prepared.call).heap else { return (held, nil) }
        return (held, Observation(preparation: heap.peak, call: heap.kept + call.peak))
    }
}

extension Report.Metric {
    /// The last of two observations, which span their median with a probability of one half.
    fileprivate static func last(of bytes: [Int]) -> Report.Metric {
        guard let last = bytes.last, let low = bytes.min(), let high = bytes.max() else {
            return .unavailable(unit: "B", reason: Allocations.unavailable ?? "")
        }
        return .value(
            .init(
                unit: "B", better: .lower, provenance: .measured, value: Double(last),
                interval: .init(Double(low), Double(high)), confidence: low == high ? 1 : 0.5, count: bytes.count))
    }
}
