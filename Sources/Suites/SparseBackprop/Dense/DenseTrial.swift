import Basics
import Kernels
import Statistics

/// What each pass of a backend takes: the shortest of some calls, which nothing else delayed.
struct DenseTrial {
    let name: String
    let layer: any PreparedTraining
    var forward, inputGradient, weightGradient: Double

    /// Calls of a pass, and the seconds after which no further one begins.
    private static let calls = 12
    private static let seconds = 0.1

    /// What the calls of all backends take: random numbers.
    struct Tensors {
        let weights, bias, input, outputGradient: [Float]

        init(_ shape: LayerShape, batch: Int) {
            var generator = SeededGenerator(seed: 0, stream: "trial of dense kernels")
            func random(_ count: Int) -> [Float] { (0..<count).map { _ in Float(2 * generator.uniform() - 1) } }
            weights = random(shape.weightCount)
            bias = random(shape.biasCount)
            input = random(shape.inputCount * batch)
            outputGradient = random(shape.outputCount * batch)
        }
    }

    init(name: String, layer: any PreparedTraining, tensors: Tensors, packs: Bool) {
        self.name = name
        self.layer = layer
        let slack = TrainingBackends.slack
        let x = BufferRing(of: tensors.input, slack: slack), dy = BufferRing(of: tensors.outputGradient, slack: slack)
        let weights = BufferRing(of: tensors.weights, slack: slack)
        let y = BufferRing(byteCount: dy.byteCount), dx = BufferRing(byteCount: x.byteCount)
        let dw = BufferRing(byteCount: tensors.weights.count * MemoryLayout<Float>.stride)
        let packed = BufferRing(byteCount: layer.packedByteCount)
        let transposed = BufferRing(byteCount: layer.transposedByteCount)
        let workspace = BufferRing(byteCount: layer.workspaceBytes.largest)
        layer.pack(weights.floats, bias: tensors.bias, into: packed[0])
        layer.packTransposed(weights.floats, into: transposed[0])
        forward = Self.shortest {
            if packs { layer.pack(weights.floats, bias: tensors.bias, into: packed[0]) }
            layer.run(packed: packed[0], input: x.floats, output: y.floats, workspace: workspace[0])
        }
        inputGradient = Self.shortest {
            if packs { layer.packTransposed(weights.floats, into: transposed[0]) }
            layer.runInputGradient(
                transposed: transposed[0], outputGradient: dy.floats, inputGradient: dx.floats, workspace: workspace[0])
        }
        weightGradient = Self.shortest {
            layer.runWeightGradient(
                input: x.floats, outputGradient: dy.floats, gradient: dw.floats, workspace: workspace[0])
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
