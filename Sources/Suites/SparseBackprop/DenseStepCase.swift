import Basics
import Kernels
import Measurement
import Report

/// A layer's training step with all its weights.
struct DenseStepCase {
    let backends: DenseChoice
    let conditions: StepConditions
    let tensors: StepTensors

    /// Allocates the buffers and makes the call.
    /// - Throws: `KernelError` for a shape that the backend has no kernel for.
    func prepare() throws -> PreparedCase {
        try HeldCase.observed(held)
    }

    private func held() throws -> HeldCase {
        let workload = tensors.workload
        let chosen = try backends.prepared(for: tensors)
        let (forward, backward, sampled) = (chosen.forward, chosen.inputGradient, chosen.weightGradient)
        let weights = BufferRing(of: tensors.weights), bias = BufferRing(of: tensors.bias)
        let x = BufferRing(of: tensors.input), dy = BufferRing(of: tensors.outputGradient)
        let y = BufferRing(byteCount: dy.byteCount), dx = BufferRing(byteCount: x.byteCount)
        let dw = BufferRing(byteCount: weights.byteCount)
        let packed = BufferRing(byteCount: forward.packedByteCount)
        let transposed = BufferRing(byteCount: backward.transposedByteCount)
        forward.pack(weights.floats, bias: bias.floats, into: packed[0])
        backward.packTransposed(weights.floats, into: transposed[0])

        let pass = conditions.pass
        let packs = conditions.stage != .kernel
        let call = {
            if pass.hasForward {
                if packs { forward.pack(weights.floats, bias: bias.floats, into: packed[0]) }
                forward.run(packed: packed[0], input: x.floats, output: y.floats)
            }
            if pass.hasInputGradient {
                if packs { backward.packTransposed(weights.floats, into: transposed[0]) }
                backward.runInputGradient(
                    transposed: transposed[0], outputGradient: dy.floats, inputGradient: dx.floats)
            }
            if pass.hasWeightGradient {
                sampled.runWeightGradient(input: x.floats, outputGradient: dy.floats, gradient: dw.floats)
            }
        }
        let shape = workload.shape
        let prepared = PreparedCase(
            call: call,
            verify: { [tensors] in
                call()
                let mixture = chosen.mixture.map { Report.Check(name: "kernels", passed: true, detail: $0) }
                return Report.Check.collected {
                    try tensors.checks(
                        nil, pass, output: { y.values(shape.outputCount * workload.batch) },
                        inputGradient: { dx.values(shape.inputCount * workload.batch) },
                        weightGradient: { dw.values(shape.weightCount) })
                } + [mixture].compactMap { $0 }
            },
            failure: { forward.failure ?? backward.failure ?? sampled.failure })
        return HeldCase(
            prepared, buffers: [weights, bias, x, dy, y, dx, dw, packed, transposed],
            workspace: chosen.workspaceByteCount)
    }
}

/// Which dense kernels compute a step.
enum DenseChoice {
    case one(any TrainingBackend)
    /// The fastest of these for each pass.
    case best([any TrainingBackend])

    /// A layer's kernels, one for each pass.
    struct Prepared {
        var forward, inputGradient, weightGradient: any PreparedTraining
        /// In words, where they are several.
        var mixture: String?

        var workspaceByteCount: Int? {
            var distinct: [any PreparedTraining] = []
            for layer in [forward, inputGradient, weightGradient] where !distinct.contains(where: { $0 === layer }) {
                distinct.append(layer)
            }
            return distinct.reduce(0) { sum, layer in sum.flatMap { sum in layer.workspaceByteCount.map { sum + $0 } } }
        }
    }

    func prepared(for tensors: StepTensors) throws -> Prepared {
        let (shape, batch) = (tensors.workload.shape, tensors.workload.batch)
        switch self {
        case .one(let backend):
            let layer = try backend.prepare(shape, batch: batch)
            return Prepared(forward: layer, inputGradient: layer, weightGradient: layer)
        case .best(let backends):
            let trials = try backends.filter { $0.unavailable == nil && $0.unavailable(for: shape) == nil }.map {
                DenseTrial(name: $0.name, layer: try $0.prepare(shape, batch: batch), tensors: tensors)
            }
            guard let first = trials.first else {
                throw KernelError.backendUnavailable(backend: "fp32/best", reason: "no dense kernel runs here")
            }
            func fastest(_ time: (DenseTrial) -> Double) -> DenseTrial { trials.min { time($0) < time($1) } ?? first }
            let forward = fastest(\.forward), input = fastest(\.inputGradient), weight = fastest(\.weightGradient)
            return Prepared(
                forward: forward.layer, inputGradient: input.layer, weightGradient: weight.layer,
                mixture: "forward \(forward.name), gradient by the input \(input.name), by the weights \(weight.name)")
        }
    }
}

/// What each pass of a backend takes: the shortest of some calls, which nothing else delayed.
private struct DenseTrial {
    let name: String
    let layer: any PreparedTraining
    var forward, inputGradient, weightGradient: Double

    /// Calls of a pass, and the seconds after which no further one begins.
    private static let calls = 12
    private static let seconds = 0.1

    init(name: String, layer: any PreparedTraining, tensors: StepTensors) {
        self.name = name
        self.layer = layer
        let x = BufferRing(of: tensors.input), dy = BufferRing(of: tensors.outputGradient)
        let y = BufferRing(byteCount: dy.byteCount), dx = BufferRing(byteCount: x.byteCount)
        let dw = BufferRing(byteCount: tensors.weights.count * MemoryLayout<Float>.stride)
        let packed = BufferRing(byteCount: layer.packedByteCount)
        let transposed = BufferRing(byteCount: layer.transposedByteCount)
        forward = Self.shortest {
            layer.pack(tensors.weights, bias: tensors.bias, into: packed[0])
            layer.run(packed: packed[0], input: x.floats, output: y.floats)
        }
        inputGradient = Self.shortest {
            layer.packTransposed(tensors.weights, into: transposed[0])
            layer.runInputGradient(transposed: transposed[0], outputGradient: dy.floats, inputGradient: dx.floats)
        }
        weightGradient = Self.shortest {
            layer.runWeightGradient(input: x.floats, outputGradient: dy.floats, gradient: dw.floats)
        }
    }

    private static func shortest(_ call: () -> Void) -> Double {
        call()
        let start = Clock.nanoseconds()
        var shortest = Double.infinity
        for _ in 0..<calls {
            let before = Clock.nanoseconds()
            call()
            let after = Clock.nanoseconds()
            shortest = min(shortest, Double(after - before))
            if Double(after - start) > seconds * 1e9 { break }
        }
        return shortest
    }
}

extension BufferRing {
    /// One copy of some floats.
    convenience init(of floats: [Float], slack: Int = 0) {
        self.init(byteCount: floats.count * MemoryLayout<Float>.stride, slack: slack) { destination in
            floats.withUnsafeBytes { destination.write($0) }
        }
    }

    /// The first copy.
    var floats: UnsafeMutablePointer<Float> { self[0].assumingMemoryBound(to: Float.self) }

    /// Its first elements.
    func values(_ count: Int) -> [Float] { Array(UnsafeBufferPointer(start: floats, count: count)) }
}

extension Report.Check {
    /// What cannot be checked has not passed.
    static func collected(_ checks: () throws -> [Report.Check]) -> [Report.Check] {
        do {
            return try checks()
        } catch {
            return [Report.Check(name: "oracle", passed: false, detail: "\(error)")]
        }
    }
}
