import CKernels

/// A fully connected layer or a convolution with few of its weights, and its gradients: a batch at a time, on activations in
/// ``RunLayout``.
///
/// The weights are kept in the order in which the forward product takes them; ``arrange(_:into:)`` brings them there, and
/// ``arrangeTransposed(_:into:)`` into the order of the gradient by the input. What is left out is neither stored nor
/// computed.
public final class SparseLayer {
    /// The layer.
    public let shape: LayerShape
    /// Where input and output lie. The gradients by them lie likewise.
    public let input, output: RunLayout
    /// Weights that are stored.
    public var weightCount: Int { forward.matrix.weightCount }
    /// Bytes of indices: of both directions, of the order between them, and of the stored weights among all.
    public var indexByteCount: Int {
        forward.matrix.indexByteCount + backward.reduce(0) { $0 + $1.matrix.indexByteCount }
            + (order.count + transposition.count) * MemoryLayout<Int32>.stride
    }

    /// Bytes of indices that the forward product takes alone.
    public var forwardIndexByteCount: Int { forward.matrix.indexByteCount }

    private let kernels: SparseKernels
    private let forward: SparsePart
    /// The gradient by the input: a part for each remainder of a pixel's place by the strides.
    private let backward: [SparsePart]
    /// Of each stored weight: its place among all weights of the layer.
    private let order: [Int32]
    /// Of each weight in the order of the gradient by the input: its place in that of the forward product.
    private let transposition: [Int32]

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
        shape = pattern.shape
        self.kernels = kernels
        self.input = input ?? geometry.inputLayout()
        self.output = output ?? geometry.outputLayout()
        let plan = SparsePlan(
            pattern: pattern, geometry: geometry, input: self.input, output: self.output, kernels: table)
        let compiled: (forward: SparsePlan.Compiled, backward: [SparsePlan.Compiled])
        do {
            compiled = (try plan.forward(), try plan.backward())
        } catch SparseMatrixError.tooManyRows(let rows) {
            throw SparsityError.tooWide(pattern.shape, reason: "\(rows) rows are more than 16 bits can number")
        } catch SparseMatrixError.tooManyWeights(let weights) {
            throw SparsityError.tooWide(pattern.shape, reason: "\(weights) weights are more than 32 bits can number")
        }
        forward = compiled.forward.part
        backward = compiled.backward.map(\.part)
        order = compiled.forward.order
        var places = [Int32](repeating: 0, count: pattern.isKept.count)
        for (place, weight) in order.enumerated() { places[Int(weight)] = Int32(place) }
        transposition = compiled.backward.flatMap { $0.order.map { places[Int($0)] } }
    }
}

extension SparseLayer {
    /// Takes the stored weights out of all weights of the layer.
    /// - Parameters:
    ///   - weights: K×N, row-major.
    ///   - stored: ``weightCount`` elements.
    public func arrange(_ weights: UnsafePointer<Float>, into stored: UnsafeMutablePointer<Float>) {
        order.withUnsafeBufferPointer { order in
            for place in 0..<order.count { stored[place] = weights[Int(order[place])] }
        }
    }

    /// Puts stored values to the places that they have among all weights of the layer; the others stay as they are.
    public func scatter(_ stored: UnsafePointer<Float>, into weights: UnsafeMutablePointer<Float>) {
        order.withUnsafeBufferPointer { order in
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
        forward.multiply(stored, bias: bias, dense: input, rows: output)
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
            part.multiply(weights, bias: nil, dense: outputGradient, rows: inputGradient)
            weights += part.matrix.weightCount
        }
    }

    /// The gradient by the stored weights, and by no others. Where the input is not finite, other gradients than its own may
    /// be no numbers.
    /// - Parameters:
    ///   - input: in the layout ``input``, zeros in its border.
    ///   - outputGradient: in the layout ``output``.
    ///   - gradient: ``weightCount`` elements in stored order.
    public func runWeightGradient(
        input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
    ) {
        gradient.update(repeating: 0, count: weightCount)
        forward.sample(rows: outputGradient, dense: input, sums: gradient)
    }
}
