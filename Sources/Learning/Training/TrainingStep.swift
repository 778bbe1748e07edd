import Kernels

/// A step of a network in training: its kernels, and where its tensors lie.
///
/// What comes and goes is told by the numbers of its blocks, parameters and state by their first byte of what stays.
struct TrainingStep: @unchecked Sendable {
    /// What computes it.
    enum Kernel {
        case addition
        case dense(any PreparedTraining)
        /// A fully connected layer whose backward pass takes few elements of its output's gradient.
        case gradientSparse(GradientSparse)

        var failure: String? {
            switch self {
            case .addition: nil
            case .dense(let layer): layer.failure
            case .gradientSparse(let sparse): sparse.reversed.failure
            }
        }

        /// Whether a library keeps memory of its own.
        var keepsMemory: Bool {
            switch self {
            case .addition: false
            case .dense(let layer): layer.keepsMemory
            case .gradientSparse(let sparse): sparse.reversed.keepsMemory
            }
        }

        /// Bytes of packed weights for the forward product.
        var packedByteCount: Int {
            switch self {
            case .addition: 0
            case .dense(let layer): layer.packedByteCount
            case .gradientSparse(let sparse): sparse.reversed.transposedByteCount
            }
        }

        /// Bytes of packed weights for the gradient by the input.
        var transposedByteCount: Int {
            switch self {
            case .addition, .gradientSparse: 0
            case .dense(let layer): layer.transposedByteCount
            }
        }

        /// Bytes that its passes work in.
        var workspaceBytes: PassBytes {
            switch self {
            case .addition: PassBytes()
            case .dense(let layer): layer.workspaceBytes
            case .gradientSparse(let sparse): PassBytes(forward: sparse.reversed.workspaceBytes.inputGradient)
            }
        }
    }

    /// Its weights are N×K, output by output.
    struct GradientSparse {
        var gradient: SparseGradient
        var layer: GradientSparseLayer
        /// The layer from outputs to inputs, whose gradient by its input is this layer's forward product.
        var reversed: any PreparedTraining
        /// A block with a copy of the network's input, behind which something may be read; nil where an own tensor is taken.
        var inputCopy: Int?
    }

    /// A tensor that it takes.
    struct Source {
        /// Its block; nil is the network's input.
        var tensor: Int?
        /// Where its gradient is summed; nil where it is not needed.
        var gradient: Int?
        /// Whether this step is the first to add to it.
        var isFirst: Bool
        /// Elements of a batch.
        var count: Int
    }

    /// An activation that a step ends with.
    struct Clamp {
        var low, high: Float
        /// Where the bits of the elements lie through which the gradient passes; nil where the output itself is kept.
        var bits: Int?
    }

    /// What is updated.
    struct Update {
        var weights: Weights?
        /// Where the gradient by the biases lies.
        var biasGradient: Int
        /// Where what the optimiser remembers of the biases lies.
        var biasState: Int
        /// The first element of the step's part of a flat gradient: weights, then biases.
        var place: Int

        /// Weights that are updated.
        var weightCount: Int { weights.map { $0.count * $0.stretches } ?? 0 }

        struct Weights {
            /// The gradient by the weights, of the updated ones alone.
            var gradient: Int
            var state: Int
            /// Successive weights that are updated, and how many such stretches there are, one a tap.
            var count, stretches: Int
            /// Weights from one stretch to the next.
            var pitch: Int
            /// The chosen input channels and where they are kept; nil for all.
            var channels: (count: Int, of: Int, place: Int, kernel: any PreparedTraining)?
        }
    }

    var kernel: Kernel
    var sources: [Source]
    var output: Int
    /// Of the output; nil where neither this step nor one before it is updated.
    var gradient: Int?
    /// Rows and columns of the output: pixels of a batch, and channels.
    var rows, columns: Int
    var clamp: Clamp?
    var update: Update?
    /// Where the parameters lie.
    var weights, bias: Int
    var packed, transposed, forwardWorkspace, backwardWorkspace: Int
    /// Where what this step adds to a gradient lies before it is added.
    var contribution: Int
}
