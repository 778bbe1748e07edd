import Basics
import Measurement
import MicroLearning
import MicroUpdate
import Report
import Statistics

/// A score or an update of a small model in a precision.
struct MicroCostCase {
    let precision: MicroPrecision
    let pass: MicroPass
    let shape: ModelShape
    let seed: UInt64

    /// Makes the model and its events.
    /// - Throws: ``MicroScaleError``.
    func prepare() throws -> PreparedCase {
        let kernel = try MicroKernel.of(precision, shape, seed: seed)
        let call = pass == .score ? kernel.score : kernel.update
        var prepared = PreparedCase(
            call: call,
            verify: {
                var generator = SeededGenerator(seed: seed, stream: "oracle of \(precision.rawValue)")
                do {
                    return [try kernel.check(&generator)]
                } catch {
                    return [.init(name: MicroOracle.name, passed: false, detail: "\(error)")]
                }
            })
        let state = kernel.state
        let isLearning = pass == .update
        func add(_ name: String, _ bytes: Int) {
            prepared.metrics["memory.\(name)"] = .exact(Double(bytes), "B", .lower)
        }
        add("planned", isLearning ? state.total : state.weights + state.activations)
        add("parameters", state.weights)
        add("activations", state.activations)
        add("constants", state.constants)
        if isLearning {
            add("gradients", state.gradients)
            add("optimiser", state.optimiser)
        }
        prepared.metrics["memory.stack"] =
            StackUse.bytes(in: call).map {
                .exact(Double($0), "B", .lower, .measured)
            } ?? .unavailable(unit: "B", reason: "no thread with a stack of its own can be made")
        return prepared
    }
}
