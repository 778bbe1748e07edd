import CKernels

/// Compiles a pattern for a layer's tensors: the matrices of the forward product and of the gradient by the input, and how
/// their operands are walked.
struct SparsePlan {
    let pattern: SparsityPattern
    let geometry: SparseGeometry
    let input, output: RunLayout
    let kernels: CKSparse

    private var convolution: ConvolutionShape { geometry.convolution }

    /// What the forward product stores as one.
    var forwardEntry: SparseEntry {
        switch pattern.form {
        case .unstructured: .weight
        case .block1x16: .block1x16
        case .block4x4: .block4x4
        case .oneOfFour: .oneOfFour
        case .twoOfFour: .twoOfFour
        }
    }

    /// What the gradient by the input does: blocks turned over. Groups are none in the other direction.
    var backwardEntry: SparseEntry {
        switch pattern.form {
        case .unstructured, .oneOfFour, .twoOfFour: .weight
        case .block1x16: .block16x1
        case .block4x4: .block4x4
        }
    }

    /// A part with the layer's place of each of its stored weights.
    typealias Compiled = (part: SparsePart, order: [Int32])

    /// The number of a weight: tap, input channel, output channel.
    private func weight(_ tap: Int, _ inputChannel: Int, _ outputChannel: Int) -> Int {
        (tap * convolution.inputChannels + inputChannel) * convolution.outputChannels + outputChannel
    }

    // MARK: Forward

    /// Neighbouring outputs read neighbouring inputs where the stride is 1: a line is one run. Else each pixel is.
    func forward() throws(SparseMatrixError) -> Compiled {
        let c = convolution
        let unit = forwardEntry.unit
        let taps = c.kernelHeight * c.kernelWidth
        let columns = (0..<c.inputChannels / unit.inputs).flatMap { group in
            (0..<taps).map { tap in
                SparseColumn(
                    place: group * unit.inputs * input.channelPitch + tap / c.kernelWidth * input.linePitch
                        + tap % c.kernelWidth * input.batch,
                    index: group * taps + tap)
            }
        }
        let (matrix, order) = try SparseMatrix.compiled(
            forwardEntry, rows: c.outputChannels / unit.outputs, columns: columns, inputStep: input.channelPitch,
            tile: Int(kernels.tile),
            weight: { row, column, i, o in
                weight(column % taps, column / taps * unit.inputs + i, row * unit.outputs + o)
            },
            isKept: { pattern.isKept[$0] })
        let isLine = c.strideWidth == 1
        let runs = CKRuns(
            run: Int64(isLine ? c.outputWidth * input.batch : input.batch), columns: Int64(isLine ? 1 : c.outputWidth),
            lines: Int64(c.outputHeight), denseColumn: Int64(c.strideWidth * input.batch),
            denseLine: Int64(c.strideHeight * input.linePitch), rowColumn: Int64(output.batch),
            rowLine: Int64(output.linePitch), row: Int64(output.channelPitch))
        let part = SparsePart(
            matrix, runs: runs, denseOrigin: input.offset(channel: 0, row: -c.paddingTop, column: -c.paddingLeft),
            rowOrigin: output.offset(channel: 0), products: kernels.products(of: forwardEntry))
        return (part, order)
    }

    // MARK: Gradient by the input

    /// The input pixels with the same remainders by the strides meet the same taps; each such set is a part.
    func backward() throws(SparseMatrixError) -> [Compiled] {
        let c = convolution
        let rows = SparseGeometry.Phase.all(
            input: c.inputHeight, kernel: c.kernelHeight, stride: c.strideHeight, padding: c.paddingTop)
        let columns = SparseGeometry.Phase.all(
            input: c.inputWidth, kernel: c.kernelWidth, stride: c.strideWidth, padding: c.paddingLeft)
        var parts: [Compiled] = []
        for row in rows {
            for column in columns { parts.append(try backward(row, column)) }
        }
        return parts
    }

    private func backward(_ y: SparseGeometry.Phase, _ x: SparseGeometry.Phase) throws(SparseMatrixError) -> Compiled {
        let c = convolution
        let unit = backwardEntry.unit
        let taps = y.taps.flatMap { ky in x.taps.map { (y: ky, x: $0) } }
        // The farthest tap meets the output pixel that lies first.
        let first = (y: y.firstOutput - (max(1, y.taps.count) - 1), x: x.firstOutput - (max(1, x.taps.count) - 1))
        let columns = (0..<c.outputChannels / unit.inputs).flatMap { group in
            taps.indices.map { index in
                let tap = taps[index]
                let line = y.firstOutput - (tap.y - y.remainder) / c.strideHeight - first.y
                let pixel = x.firstOutput - (tap.x - x.remainder) / c.strideWidth - first.x
                return SparseColumn(
                    place: group * unit.inputs * output.channelPitch + line * output.linePitch + pixel * output.batch,
                    index: group * taps.count + index)
            }
        }
        let (matrix, order) = try SparseMatrix.compiled(
            backwardEntry, rows: c.inputChannels / unit.outputs, columns: columns, inputStep: output.channelPitch,
            tile: Int(kernels.tile),
            weight: { row, column, i, o in
                let tap = taps[column % taps.count]
                return weight(
                    tap.y * c.kernelWidth + tap.x, row * unit.outputs + o, column / taps.count * unit.inputs + i)
            },
            isKept: { pattern.isKept[$0] })
        let isLine = c.strideWidth == 1
        let runs = CKRuns(
            run: Int64(isLine ? x.count * output.batch : output.batch), columns: Int64(isLine ? 1 : x.count),
            lines: Int64(y.count), denseColumn: Int64(output.batch), denseLine: Int64(output.linePitch),
            rowColumn: Int64(c.strideWidth * input.batch), rowLine: Int64(c.strideHeight * input.linePitch),
            row: Int64(input.channelPitch))
        let part = SparsePart(
            matrix, runs: runs, denseOrigin: output.offset(channel: 0, row: first.y, column: first.x),
            rowOrigin: input.offset(channel: 0, row: y.firstInput, column: x.firstInput),
            products: kernels.products(of: backwardEntry))
        return (part, order)
    }
}
