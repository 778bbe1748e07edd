import CKernels

/// A fully connected layer or a convolution with few of its weights, and its gradients: a batch at a time, on activations in
/// ``RunLayout``.
///
/// The weights are kept in the order in which the forward product takes them; ``arrange(_:into:)`` brings them there, and
/// ``arrangeTransposed(_:into:)`` into the order of the gradient by the input. What is left out is neither stored nor
/// computed.
public final class SparseLayer {
    /// Which weights there are.
    public let pattern: SparsityPattern
    /// Where input and output lie. The gradients by them lie likewise.
    public let input, output: RunLayout
    /// Weights that are stored.
    public var weightCount: Int { forward.order.count }
    /// Bytes of indices of both directions.
    public var indexByteCount: Int {
        forward.indexByteCount + backward.reduce(0) { $0 + $1.matrix.indexByteCount }
            + transposition.count * MemoryLayout<Int32>.stride
    }

    let forward: SparseMatrix
    private let forwardProducts, backwardProducts: CKSparseForm
    private let forwardRuns: UnsafeMutablePointer<CKRuns>
    private let forwardOrigin: (input: Int, output: Int)
    /// The gradient by the input, part by part: a part for each remainder of a pixel's place by the strides.
    private let backward: [Part]
    /// Of each weight in the order of the gradient by the input: its place in that of the forward product.
    private let transposition: [Int32]

    private struct Part {
        var matrix: SparseMatrix
        var runs: UnsafeMutablePointer<CKRuns>
        /// Where dense operand and rows begin.
        var origin: (dense: Int, rows: Int)
    }

    /// The layout that a layer wants of a tensor beside its border.
    public static func layouts(
        of shape: LayerShape, batch: Int
    ) -> (input: RunLayout, output: RunLayout) {
        let geometry = SparseGeometry(shape, batch: batch)
        return (geometry.inputLayout(), geometry.outputLayout())
    }

    /// - Parameters:
    ///   - pattern: of a layer; a product's rows are examples, too.
    ///   - batch: examples, at least 1.
    ///   - input: the layout of the input; that of ``layouts(of:batch:)`` if nil. Its border must be as large.
    ///   - output: likewise.
    /// - Throws: ``SparsityError``, or ``KernelError`` where the kernels cannot run here.
    public init(
        _ pattern: SparsityPattern, batch: Int, input: RunLayout? = nil, output: RunLayout? = nil,
        with kernels: SparseKernels = .fastest
    ) throws {
        guard batch >= 1 else { throw SparsityError.batchNotPositive(batch) }
        guard let table = kernels.table, kernels.unavailable == nil else {
            throw KernelError.backendUnavailable(
                backend: "sparse/\(kernels.name)", reason: kernels.unavailable ?? "it was not compiled")
        }
        let geometry = SparseGeometry(pattern.shape, batch: batch)
        for (tensor, given, needed) in [
            ("input", input, geometry.inputLayout()), ("output", output, geometry.outputLayout()),
        ] {
            guard let given, !given.serves(needed) else { continue }
            throw SparsityError.layoutDiffers(pattern.shape, tensor: tensor, expected: needed, actual: given)
        }
        self.pattern = pattern
        self.input = input ?? geometry.inputLayout()
        self.output = output ?? geometry.outputLayout()
        let plan = SparsePlan(
            pattern: pattern, geometry: geometry, input: self.input, output: self.output, tile: Int(table.tile))
        do {
            forward = try plan.forward()
            backward = try plan.backward().map { part in
                Part(matrix: part.matrix, runs: .copy(part.runs), origin: (part.denseOrigin, part.rowOrigin))
            }
        } catch SparseMatrixError.tooManyRows(let rows) {
            throw SparsityError.tooWide(pattern.shape, reason: "\(rows) rows are more than 16 bits can number")
        }
        forwardProducts = table.products(of: plan.forwardEntry)
        backwardProducts = table.products(of: plan.backwardEntry)
        let runs = plan.forwardRuns()
        forwardRuns = .copy(runs.runs)
        forwardOrigin = (runs.denseOrigin, runs.rowOrigin)

        var places = [Int32](repeating: 0, count: pattern.isKept.count)
        for (place, weight) in forward.order.enumerated() { places[Int(weight)] = Int32(place) }
        transposition = backward.flatMap { part in part.matrix.order.map { places[Int($0)] } }
    }

    deinit {
        forwardRuns.deallocate()
        for part in backward { part.runs.deallocate() }
    }
}

extension SparseLayer {
    /// Takes the stored weights out of all weights of the layer.
    /// - Parameters:
    ///   - weights: K×N, row-major.
    ///   - stored: ``weightCount`` elements.
    public func arrange(_ weights: UnsafePointer<Float>, into stored: UnsafeMutablePointer<Float>) {
        forward.order.withUnsafeBufferPointer { order in
            for place in 0..<order.count { stored[place] = weights[Int(order[place])] }
        }
    }

    /// Puts stored values to the places that they have among all weights of the layer; the others stay as they are.
    public func scatter(_ stored: UnsafePointer<Float>, into weights: UnsafeMutablePointer<Float>) {
        forward.order.withUnsafeBufferPointer { order in
            for place in 0..<order.count { weights[Int(order[place])] = stored[place] }
        }
    }

    /// Brings stored weights into the order of the gradient by the input: anew whenever they have changed.
    public func arrangeTransposed(_ stored: UnsafePointer<Float>, into transposed: UnsafeMutablePointer<Float>) {
        transposition.withUnsafeBufferPointer { order in
            for place in 0..<order.count { transposed[place] = stored[Int(order[place])] }
        }
    }

    /// output = input · weights + bias.
    /// - Parameters:
    ///   - stored: ``weightCount`` weights in stored order.
    ///   - bias: one an output channel; nil for none.
    ///   - input: in the layout ``input``, zeros in its border.
    ///   - output: in the layout ``output``; its border stays as it is.
    public func run(
        stored: UnsafePointer<Float>, bias: UnsafePointer<Float>?, input: UnsafePointer<Float>,
        output: UnsafeMutablePointer<Float>
    ) {
        forwardProducts.product(
            forward.native, forwardRuns, stored, bias, input + forwardOrigin.input, output + forwardOrigin.output)
    }

    /// The gradient by the input: the output's gradient times the transposed weights.
    /// - Parameters:
    ///   - transposed: the weights from ``arrangeTransposed(_:into:)``.
    ///   - outputGradient: in the layout ``output``, zeros in its border.
    ///   - inputGradient: in the layout ``input``; its border stays as it is.
    public func runInputGradient(
        transposed: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        var weights = transposed
        for part in backward {
            backwardProducts.product(
                part.matrix.native, part.runs, weights, nil, outputGradient + part.origin.dense,
                inputGradient + part.origin.rows)
            weights += part.matrix.order.count
        }
    }

    /// The gradient by the stored weights, and by no others.
    /// - Parameters:
    ///   - input: in the layout ``input``, zeros in its border.
    ///   - outputGradient: in the layout ``output``.
    ///   - gradient: ``weightCount`` elements in stored order.
    public func runWeightGradient(
        input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
    ) {
        gradient.update(repeating: 0, count: weightCount)
        forwardProducts.sampled(
            forward.native, forwardRuns, outputGradient + forwardOrigin.output, input + forwardOrigin.input, gradient)
    }
}

extension UnsafeMutablePointer where Pointee == CKRuns {
    fileprivate static func copy(_ runs: CKRuns) -> Self {
        let copy = allocate(capacity: 1)
        copy.initialize(to: runs)
        return copy
    }
}
