import Kernels

/// What computes a step.
enum StepKernel {
    case addition
    /// One a tile.
    case dense([any PreparedTraining])
    /// A fully connected layer whose backward pass takes few elements of its output's gradient.
    case gradientSparse(GradientSparse)

    /// Its weights are N×K, output by output.
    struct GradientSparse {
        var gradient: SparseGradient
        var layer: GradientSparseLayer
        /// The layer from outputs to inputs, whose gradient by its input is this layer's forward product.
        var reversed: any PreparedTraining
    }

    var failure: String? {
        switch self {
        case .addition: nil
        case .dense(let tiles): tiles.lazy.compactMap(\.failure).first
        case .gradientSparse(let sparse): sparse.reversed.failure
        }
    }

    /// Whether a library keeps memory of its own.
    var keepsMemory: Bool {
        switch self {
        case .addition: false
        case .dense(let tiles): tiles.contains { $0.keepsMemory }
        case .gradientSparse(let sparse): sparse.reversed.keepsMemory
        }
    }

    /// Bytes of packed weights for the forward product.
    var packedByteCount: Int {
        switch self {
        case .addition: 0
        case .dense(let tiles): tiles.map(\.packedByteCount).max() ?? 0
        case .gradientSparse(let sparse): sparse.reversed.transposedByteCount
        }
    }

    /// Bytes of packed weights for the gradient by the input.
    var transposedByteCount: Int {
        switch self {
        case .addition, .gradientSparse: 0
        case .dense(let tiles): tiles.map(\.transposedByteCount).max() ?? 0
        }
    }

    /// Bytes that its passes work in.
    var workspaceBytes: PassBytes {
        switch self {
        case .addition: PassBytes()
        case .dense(let tiles): tiles.workspaceBytes
        case .gradientSparse(let sparse): PassBytes(forward: sparse.reversed.workspaceBytes.inputGradient)
        }
    }
}

extension [any PreparedTraining] {
    /// What suffices for each of them.
    var workspaceBytes: PassBytes {
        reduce(PassBytes()) { most, next in
            let bytes = next.workspaceBytes
            return PassBytes(
                forward: Swift.max(most.forward, bytes.forward),
                inputGradient: Swift.max(most.inputGradient, bytes.inputGradient),
                weightGradient: Swift.max(most.weightGradient, bytes.weightGradient))
        }
    }
}
