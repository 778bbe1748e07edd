import Kernels

/// Where a file holds the weights of one layer.
struct WeightOrder {
    /// The tensor's shape.
    let shape: [Int]
    private let layout: WeightLayout
    private let rows, columns: Int
    /// Input channels: the rows of ours run over them first, those of PyTorch last.
    private let depth: Int

    /// - Parameters:
    ///   - layer: a layer with weights.
    ///   - input: the image that it takes, if it takes one.
    /// - Returns: nil for a product of several rows that takes an image by other rows than its pixels: in PyTorch its inputs
    ///   may have any order.
    init?(_ layer: LayerShape, taking input: ImageShape?, in layout: WeightLayout) {
        let gemm = layer.gemm
        (rows, columns) = (gemm.k, gemm.n)
        self.layout = layout
        switch layer {
        case .convolution(let c):
            depth = c.inputChannels
            shape = [gemm.n, c.inputChannels, c.kernelHeight, c.kernelWidth].inLayout(layout, of: gemm)
        case .depthwise(let c), .averagePool(let c):
            depth = 1
            shape = [gemm.n, 1, c.kernelHeight, c.kernelWidth].inLayout(layout, of: gemm)
        case .gemm:
            let channels = input?.channels ?? gemm.k
            guard gemm.m == 1 || gemm.k == channels || layout == .native else { return nil }
            depth = gemm.m == 1 ? channels : gemm.k
            shape = [gemm.n, gemm.k].inLayout(layout, of: gemm)
        }
    }

    /// Weights in the order that `Layer` says.
    func read(_ stored: [Float]) -> [Float] {
        guard layout == .pytorch else { return stored }
        var weights = [Float](repeating: 0, count: stored.count)
        forEachPlace { ours, theirs in weights[ours] = stored[theirs] }
        return weights
    }

    /// Weights in the order of the file.
    func written(_ weights: [Float]) -> [Float] {
        guard layout == .pytorch else { return weights }
        var stored = [Float](repeating: 0, count: weights.count)
        forEachPlace { ours, theirs in stored[theirs] = weights[ours] }
        return stored
    }

    private func forEachPlace(_ body: (_ ours: Int, _ theirs: Int) -> Void) {
        let taps = rows / depth
        for row in 0..<rows {
            let input = row % depth * taps + row / depth
            for column in 0..<columns { body(row * columns + column, column * rows + input) }
        }
    }
}

extension [Int] {
    /// This shape of PyTorch's, or ours.
    fileprivate func inLayout(_ layout: WeightLayout, of gemm: GEMMShape) -> [Int] {
        layout == .pytorch ? self : [gemm.k, gemm.n]
    }
}
