import Kernels

/// A step of a network in training: its kernels, and where its tensors lie.
///
/// What comes and goes is told by the numbers of its blocks, parameters and state by their first byte of what stays.
/// A class, so that passes take it without counting each reference that it holds.
final class TrainingStep: @unchecked Sendable {
    let kernel: StepKernel
    /// Output channels that are computed together, one kernel each; all of them in most cases. Weights and what is remembered of
    /// them lie tile after tile, each with its rows.
    let tiles: [Tile]
    /// Rows and columns of the output: pixels of a batch, and channels.
    let rows, columns: Int
    /// Rows of the weights.
    let depth: Int
    /// Bounds of the activation; nil where there is none.
    let clamp: ClosedRange<Float>?
    /// Bounds strictly between which the gradient passes: of the activation, and of the numbers that the output is stored in; nil
    /// where it passes everywhere.
    let passing: ClosedRange<Float>?
    /// Rows of a tile that are updated at a time in other numbers than FP32.
    let chunkRows: Int
    /// Where the parameters lie, and the scales of integer weights.
    let weights, scales, bias: Int
    let forward: Forward
    /// The forward pass in the middle of the backward pass; nil where the output is not computed again.
    let again: Forward?
    /// nil where neither this step nor one before it is updated.
    let backward: Backward?
    /// nil where nothing of it is updated.
    let update: Update?

    init(
        _ prepared: PreparedStep, clamp: ClosedRange<Float>?, passing: ClosedRange<Float>?,
        places: (weights: Int, scales: Int, bias: Int), forward: Forward, again: Forward?, backward: Backward?,
        update: Update?
    ) {
        (kernel, tiles) = (prepared.kernel, prepared.tiles)
        (rows, columns, depth) = (prepared.rows, prepared.columns, prepared.depth)
        (self.clamp, self.passing, chunkRows) = (clamp, passing, prepared.chunkRows)
        (weights, scales, bias) = places
        (self.forward, self.again, self.backward, self.update) = (forward, again, backward, update)
    }

    /// Some of the output channels.
    struct Tile: Sendable {
        /// The first channel, and how many there are.
        var first, width: Int
    }

    /// A tensor as a pass takes it.
    enum Operand {
        /// The network's input, which the caller holds.
        case input
        /// The same, rounded to the numbers in which tensors are stored, in a block of the pass's own.
        case rounded(into: Int)
        /// A block that has it in FP32.
        case block(Int)
        /// A block that has it as it is stored, converted into one of the pass's own.
        case stored(Int, tensor: Int, into: Int)
    }

    /// One computation of the output.
    struct Forward {
        var sources: [Operand]
        /// Elements of each source, of a batch.
        var count: Int
        /// Where it is made in FP32.
        var output: Int
        /// Where it is stored in other numbers; nil where nothing reads it there.
        var stored: Int?
        /// Whether the output itself is taken on, so that it must be as it is stored.
        var isTakenOn: Bool
        /// Where the bits of the elements lie through which the gradient passes; nil where they are not made.
        var bits: Int?
        /// Whether the input channels are copied whose weights are updated.
        var copiesChannels: Bool
        /// A copy of the input, behind which something may be read; nil where the input is taken as it is.
        var inputCopy: Int?
        /// Blocks of the pass's own: a tile's weights in FP32 and its biases as integer kernels round them, both packed, its output,
        /// and what the kernel works in.
        var weights, biases, packed, tileOutput, workspace: Int
    }

    /// What is computed of gradients.
    struct Backward {
        /// The gradient by the output.
        var gradient: Int
        /// The output where the activation's gradient reads it, or else its bits; neither where it passes everywhere.
        var output, bits: Int?
        /// The gradients by the sources that need one.
        var sources: [Source]
        /// A tile's weights in FP32, packed, its part of the gradient by the output, what is added to a gradient, and what
        /// the kernel works in.
        var weights, transposed, tileGradient, contribution, workspace: Int
    }

    /// A tensor by which there is a gradient.
    struct Source {
        var gradient: Int
        /// Whether this step is the first to add to it.
        var isFirst: Bool
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
        var weightCount: Int { weights?.count ?? 0 }

        struct Weights {
            var state: Int
            /// Weights that are updated.
            var count: Int
            /// Successive rows that are updated, and how many such stretches there are, one a tap.
            var rows, stretches: Int
            /// Rows from one stretch to the next.
            var pitch: Int
            /// The step's input; not looked at where channels of it are kept.
            var input: Operand
            /// The input's number and elements.
            var tensor, inputCount: Int
            /// The chosen input channels; nil for all.
            var channels: Channels?
            /// The gradient by a tile's weights, of the updated ones alone; a tile's part of the gradient by the output;
            /// some weights in FP32; and what the kernel works in.
            var gradient, tileGradient, chunk, workspace: Int
        }
    }

    /// Input channels whose weights are updated, without the others.
    struct Channels {
        /// How many of how many.
        var count, of: Int
        /// Of the layer that has these alone, a tile each.
        var kernels: [any PreparedTraining]
        /// Where they are kept from the forward pass on; nil where they are taken from the input when they are needed.
        var kept: Int?
        /// Where they are in FP32 in the forward pass and when they are needed: both the kept block itself in FP32.
        var copied, copy: Int
        var elements: Int
    }
}
