import Kernels

/// Which dense kernels compute a step.
enum DenseChoice {
    case one(any TrainingBackend)
    /// The fastest of these for each pass.
    case best([any TrainingBackend])

    /// A backend for each pass.
    struct Names {
        var forward, inputGradient, weightGradient: String
    }

    /// A layer's kernels, one for each pass.
    struct Prepared {
        var forward, inputGradient, weightGradient: any PreparedTraining

        /// Bytes of the workspace that each call is given.
        var workspaceByteCount: Int {
            max(
                forward.workspaceBytes.forward, inputGradient.workspaceBytes.inputGradient,
                weightGradient.workspaceBytes.weightGradient)
        }

        /// Whether a library keeps memory of its own beside.
        var keepsMemory: Bool { forward.keepsMemory || inputGradient.keepsMemory || weightGradient.keepsMemory }

        var failure: String? { forward.failure ?? inputGradient.failure ?? weightGradient.failure }
    }

    /// Names the kernels where they were chosen; nil for one backend.
    /// - Throws: `KernelError` where none runs here.
    func names(for tensors: StepTensors, packs: Bool) throws -> Names? {
        guard case .best(let backends) = self else { return nil }
        return try tensors.fastest(of: backends, packs: packs)
    }

    /// Prepares the layer.
    /// - Parameter names: those of ``names(for:packs:)``.
    func prepared(for tensors: StepTensors, _ names: Names?) throws -> Prepared {
        let (shape, batch) = (tensors.workload.shape, tensors.workload.batch)
        switch self {
        case .one(let backend):
            let layer = try backend.prepare(shape, batch: batch)
            return Prepared(forward: layer, inputGradient: layer, weightGradient: layer)
        case .best(let backends):
            var layers: [String: any PreparedTraining] = [:]
            func layer(_ name: String?) throws -> any PreparedTraining {
                guard let backend = backends.first(where: { $0.name == name }) else { throw Self.none }
                if let layer = layers[backend.name] { return layer }
                let layer = try backend.prepare(shape, batch: batch)
                layers[backend.name] = layer
                return layer
            }
            return Prepared(
                forward: try layer(names?.forward), inputGradient: try layer(names?.inputGradient),
                weightGradient: try layer(names?.weightGradient))
        }
    }

    fileprivate static let none = KernelError.backendUnavailable(
        backend: SparseBackpropDefinition.best, reason: "no dense kernel runs here")
}

extension DenseChoice.Names {
    /// By some calls of each.
    /// - Throws: `KernelError` where there is none.
    init(fastestOf backends: [any TrainingBackend], for tensors: StepTensors, packs: Bool) throws {
        let (shape, batch) = (tensors.workload.shape, tensors.workload.batch)
        let trials = try backends.map {
            DenseTrial(name: $0.name, layer: try $0.prepare(shape, batch: batch), tensors: tensors, packs: packs)
        }
        guard let first = trials.first else { throw DenseChoice.none }
        func fastest(_ time: (DenseTrial) -> Double) -> String { (trials.min { time($0) < time($1) } ?? first).name }
        self.init(
            forward: fastest(\.forward), inputGradient: fastest(\.inputGradient),
            weightGradient: fastest(\.weightGradient))
    }
}
