import Kernels
import Synchronization

/// The fastest dense kernels at hand for each pass of a layer, those of libraries among them: by some calls of each, once for a
/// shape.
final class BestTrainingBackend: TrainingBackend {
    /// A backend's name for each pass.
    struct Names: Equatable {
        var forward, inputGradient, weightGradient: String

        var words: String {
            forward == inputGradient && forward == weightGradient
                ? forward : "\(forward) forward, \(inputGradient) by the input, \(weightGradient) by the weights"
        }
    }

    private struct Key: Hashable {
        var shape: LayerShape
        var batch: Int
    }

    static let name = "fp32/best"

    var name: String { Self.name }
    var slack: Int { TrainingBackends.slack }
    /// None: the portable kernels run everywhere.
    var unavailable: String? { nil }
    /// Whether packing weights counts.
    private let packs: Bool
    private let choices = Mutex<[Key: Names]>([:])

    init(packs: Bool) {
        self.packs = packs
    }

    /// Those that run here and take the shape.
    static func able(_ shape: LayerShape) -> [any TrainingBackend] {
        TrainingBackends.all.filter { $0.unavailable == nil && $0.unavailable(for: shape) == nil }
    }

    /// A library that may be chosen; nil where none runs here.
    static var library: String? {
        TrainingBackends.all.filter { $0.unavailable == nil }.compactMap { $0.vendor?.name }.first
    }

    func unavailable(for shape: LayerShape) -> String? {
        Self.able(shape).isEmpty ? "no dense kernel has its gradients" : nil
    }

    /// - Throws: `KernelError` for a shape that no backend takes.
    func names(of shape: LayerShape, batch: Int) throws(KernelError) -> Names {
        let key = Key(shape: shape, batch: batch)
        if let names = choices.withLock({ $0[key] }) { return names }
        let tensors = DenseTrial.Tensors(shape, batch: batch)
        var trials: [DenseTrial] = []
        for backend in Self.able(shape) {
            let layer = try backend.prepare(shape, batch: batch)
            trials.append(DenseTrial(name: backend.name, layer: layer, tensors: tensors, packs: packs))
        }
        func fastest(_ time: (DenseTrial) -> Double) -> String {
            trials.min { time($0) < time($1) }?.name ?? TrainingBackends.fastestNative.name
        }
        let names = Names(
            forward: fastest(\.forward), inputGradient: fastest(\.inputGradient),
            weightGradient: fastest(\.weightGradient))
        choices.withLock { $0[key] = names }
        return names
    }

    func prepare(
        _ shape: LayerShape, batch: Int, clamp: ClosedRange<Float>
    ) throws(KernelError) -> any PreparedTraining {
        let names = try names(of: shape, batch: batch)
        var layers: [String: any PreparedTraining] = [:]
        for backend in Self.able(shape)
        where [names.forward, names.inputGradient, names.weightGradient].contains(backend.name) {
            layers[backend.name] = try backend.prepare(shape, batch: batch, clamp: clamp)
        }
        guard let forward = layers[names.forward], let inputGradient = layers[names.inputGradient],
            let weightGradient = layers[names.weightGradient]
        else { throw .backendUnavailable(backend: name, reason: "no dense kernel runs here") }
        return TrainingBackends.mixed(forward: forward, inputGradient: inputGradient, weightGradient: weightGradient)
    }
}
