import Kernels
import Models
import RealModule
import Statistics

/// Something that learns classes, a batch at a time.
protocol Learner: AnyObject {
    var batch: Int { get }
    /// Bytes that training takes.
    var byteCount: Int { get }
    /// What failed first in a kernel; nil where nothing has.
    var failure: String? { get }
    /// One training step; the loss before it.
    @discardableResult func step(_ inputs: [Float], labels: [Int32], rate: Double) throws -> Double
    /// The model as it has been trained so far, with zeros where it has no weights.
    func model() throws -> Model
    /// The outputs of a batch.
    func logits(_ inputs: [Float]) -> UnsafePointer<Float>
}

extension Learner {
    /// How well it does, batch by batch; what fills no batch is filled up and not counted.
    func result(on examples: Examples) throws -> TaskRun.Result {
        let (width, classes) = (examples.shape.count, examples.classes.count)
        // Kernels may read beyond the end.
        let slack = TrainingBackends.slack / MemoryLayout<Float>.stride
        var inputs = [Float](repeating: 0, count: batch * width + slack)
        var (right, loss) = (0, 0.0)
        let one = SoftmaxCrossEntropy(batch: 1, classes: classes)
        for first in stride(from: 0, to: examples.count, by: batch) {
            let count = min(batch, examples.count - first)
            for place in 0..<count {
                examples.withInput(first + place) { for i in 0..<width { inputs[place * width + i] = $0[i] } }
            }
            let outputs = logits(inputs)
            for place in 0..<count {
                let own = outputs + place * classes
                let label = examples.labels[first + place]
                let best = (0..<classes).max { own[$0] < own[$1] }
                if best == label { right += 1 }
                loss += try one.evaluate(logits: own, labels: [Int32(label)], gradient: nil)
            }
        }
        return .init(accuracy: Double(right) / Double(examples.count), loss: loss / Double(examples.count))
    }
}

/// All weights, and all elements of gradients or those of a rule.
final class DenseLearner: Learner {
    let batch: Int
    var byteCount: Int { trainer.plan.memory.total }
    var failure: String? { trainer.failure }
    private let trainer: Trainer
    private let initial: Model
    private let loss: SoftmaxCrossEntropy

    init(
        _ network: Network, _ model: Model, batch: Int, rules: [Int: GradientRule], _ backend: any TrainingBackend,
        seed: UInt64
    ) throws {
        self.batch = batch
        initial = model
        let plan = try TrainingPlan(
            network, batch: batch, scope: .full(network), stateCount: Adam().stateCountPerParameter, rules: rules,
            seed: seed, backend: backend)
        trainer = try Trainer(plan, model: model, optimiser: Adam())
        loss = SoftmaxCrossEntropy(batch: batch, classes: network.outputCount)
    }

    func step(_ inputs: [Float], labels: [Int32], rate: Double) throws -> Double {
        try trainer.step(inputs, rate: rate) { try loss.evaluate(logits: $0, labels: labels, gradient: $1) }
    }

    func logits(_ inputs: [Float]) -> UnsafePointer<Float> { trainer.forward(inputs) }

    func model() throws -> Model { try initial.replacing(trainer.parameters) }
}

/// Few weights.
final class SparseLearner: Learner {
    let batch: Int
    /// The batch's inputs besides, as with all weights.
    var byteCount: Int {
        trainer.byteCount + trainer.indexByteCount
            + batch * trainer.shapes[0].gemm.k * MemoryLayout<Float>.stride
    }
    /// Our own kernels do not fail.
    var failure: String? { nil }
    private let trainer: SparseTrainer
    private let initial: Model
    private let loss: SoftmaxCrossEntropy

    init(
        _ model: Model, batch: Int, sparsity: Double, _ allotment: SparsityAllotment, byMagnitude: Bool,
        using generator: inout SeededGenerator
    ) throws {
        self.batch = batch
        initial = model
        let layers = model.operations.compactMap { operation -> FloatLayer? in
            guard case .layer(.float(let layer)) = operation else { return nil }
            return layer
        }
        // The last layer keeps all: it has few weights, and no class may be cut off.
        let shares = allotment.sparsities(of: layers.dropLast().map(\.shape), sparsity: sparsity) + [0]
        let patterns = try zip(layers, shares).map { layer, share in
            byMagnitude
                ? try SparsityPattern(
                    magnitudes: layer.weights, of: layer.shape, form: .unstructured, sparsity: share)
                : try SparsityPattern(random: layer.shape, form: .unstructured, sparsity: share, using: &generator)
        }
        // As many sums of fewer terms keep their size where weights are as much larger.
        let weights = zip(layers, patterns).map { layer, pattern in
            let gain = byMagnitude ? 1 : Float(1 / (1 - pattern.sparsity).squareRoot())
            return layer.weights.map { gain * $0 }
        }
        trainer = try SparseTrainer(
            patterns, weights: weights, biases: layers.map(\.bias), batch: batch, optimiser: Adam())
        loss = SoftmaxCrossEntropy(batch: batch, classes: model.network.outputCount)
    }

    func step(_ inputs: [Float], labels: [Int32], rate: Double) throws -> Double {
        try trainer.step(inputs, rate: rate) { try loss.evaluate(logits: $0, labels: labels, gradient: $1) }
    }

    func logits(_ inputs: [Float]) -> UnsafePointer<Float> { trainer.forward(inputs) }

    func model() throws -> Model { try initial.replacing(trainer.parameters) }
}
