import Kernels
import Models

/// A step's kernels, whatever is kept or computed again.
struct PreparedStep {
    var kernel: StepKernel
    var tiles: [TrainingStep.Tile] = []
    /// Rows and columns of the output: pixels of a batch, and channels.
    let rows, columns: Int
    /// Rows of the weights.
    let depth: Int
    /// Of the layer that has the chosen input channels alone, one a tile; nil where all of them are updated.
    var channels: (count: Int, of: Int, kernels: [any PreparedTraining])?
    /// What a rule chooses.
    var chosenBytes = 0

    /// So many bytes of weights are converted to FP32 at a time, or as many as 16 columns have, where all of them would take
    /// more than what the layer takes and makes: packed, they are as many again.
    private static let tileBytes = 16 << 10
    private static let tileColumns = 16

    /// - Parameter seed: of a rule that chooses at random.
    init(
        _ step: Network.Step, _ part: UpdateScope.Part, batch: Int, rule: GradientRule?, seed: UInt64,
        numbers: TrainingNumbers, backend: any TrainingBackend
    ) throws(TrainingError) {
        columns = step.shape.output.channels
        rows = batch * step.shape.output.count / columns
        guard case .layer(let shape) = step.shape else {
            (kernel, depth) = (.addition, 0)
            return
        }
        depth = shape.weightCount / columns
        do {
            if let rule {
                (kernel, chosenBytes) = try Self.sparse(shape, step, part, batch: batch, rule, seed: seed, backend)
                tiles = [.init(first: 0, width: shape.gemm.n)]
                return
            }
            let tiles = Self.tiles(of: shape, batch: batch, numbers)
            self.tiles = tiles
            func kernels(_ shape: LayerShape, clamp: ClosedRange<Float>) throws -> [any PreparedTraining] {
                var last: (width: Int, kernel: any PreparedTraining)?
                return try tiles.map { tile in
                    // Nothing of a kernel's lasts from one call to the next, so that tiles can share it.
                    if let last, last.width == tile.width { return last.kernel }
                    let kernel = try backend.prepare(
                        tiles.count == 1 ? shape : shape.with(outputChannels: tile.width), batch: batch, clamp: clamp)
                    last = (tile.width, kernel)
                    return kernel
                }
            }
            kernel = .dense(try kernels(shape, clamp: step.clamp))
            guard case .inputChannels(let count) = part else { return }
            channels = (
                count, shape.asConvolution.inputChannels,
                try kernels(shape.with(inputChannels: count), clamp: -.infinity ... .infinity)
            )
        } catch let error as TrainingError {
            throw error
        } catch let error as KernelError {
            throw .step(step.name, error)
        } catch {
            throw .sparse(step: step.name, reason: "\(error)")
        }
    }

    private static func sparse(
        _ shape: LayerShape, _ step: Network.Step, _ part: UpdateScope.Part, batch: Int, _ rule: GradientRule,
        seed: UInt64, _ backend: any TrainingBackend
    ) throws -> (StepKernel, Int) {
        guard case .gemm(let gemm) = shape else { throw TrainingError.rule(step: step.name) }
        if case .inputChannels = part { throw TrainingError.rule(step: step.name) }
        let rows = batch * gemm.m
        let gradient = try SparseGradient(rows: rows, columns: gemm.n, rule: rule, seed: seed)
        let kernel = StepKernel.gradientSparse(
            .init(
                gradient: gradient, layer: try GradientSparseLayer(rows: rows, inputs: gemm.k, outputs: gemm.n),
                reversed: try backend.prepare(.gemm(.init(m: gemm.m, n: gemm.k, k: gemm.n)), batch: batch)))
        return (kernel, gradient.byteCount)
    }

    /// All columns where weights need no conversion, where channels are computed each by itself, and where a tile's part of tensors
    /// would take more than its weights save.
    private static func tiles(
        of shape: LayerShape, batch: Int, _ numbers: TrainingNumbers
    ) -> [TrainingStep.Tile] {
        let (rows, columns) = (shape.gemm.k, shape.gemm.n)
        var width = columns
        let tensors = batch * (shape.inputCount + shape.outputCount)
        if numbers != .fp32, !shape.isChannelwise, shape.weightCount > tensors {
            let most = tileBytes / (rows * MemoryLayout<Float>.stride)
            width = max(tileColumns, most / tileColumns * tileColumns)
        }
        return stride(from: 0, to: columns, by: width).map { .init(first: $0, width: min(width, columns - $0)) }
    }
}

extension PreparedStep {
    /// Floats of a tile's weights.
    var weightFloats: Int { depth * tileWidth }

    /// Columns of the widest tile, which is the first one.
    var tileWidth: Int { tiles.first?.width ?? 0 }

    /// Rows of a tile that are converted at a time where they are updated in other numbers than FP32: some KiB.
    var chunkRows: Int { max(1, 1024 / max(1, tileWidth)) }

    /// Floats of a tile's part of the output where it has a place of its own. A single row's columns follow each other.
    var tileFloats: Int { tiles.count > 1 && rows > 1 ? rows * tileWidth : 0 }
}

extension LayerShape {
    /// The dense layer with other input channels.
    fileprivate func with(inputChannels: Int) -> LayerShape {
        switch self {
        case .gemm(var gemm):
            gemm.k = inputChannels
            return .gemm(gemm)
        case .convolution(var convolution):
            convolution.inputChannels = inputChannels
            return .convolution(convolution)
        case .depthwise, .averagePool: return self
        }
    }

    /// The dense layer with other output channels.
    fileprivate func with(outputChannels: Int) -> LayerShape {
        switch self {
        case .gemm(var gemm):
            gemm.n = outputChannels
            return .gemm(gemm)
        case .convolution(var convolution):
            convolution.outputChannels = outputChannels
            return .convolution(convolution)
        case .depthwise, .averagePool: return self
        }
    }
}
