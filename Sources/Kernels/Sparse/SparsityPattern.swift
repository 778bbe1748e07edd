import Statistics

/// Which weights of a layer are kept.
public struct SparsityPattern: Sendable, Equatable {
    /// The layer: its weights are K×N row-major.
    public let shape: LayerShape
    /// What is kept or left out together.
    public let form: SparsityForm
    /// A value a weight, in the weights' order.
    public let isKept: [Bool]

    /// Weights that are kept.
    public var keptCount: Int { isKept.count { $0 } }
    /// The share of weights that are left out.
    public var sparsity: Double { 1 - Double(keptCount) / Double(isKept.count) }

    /// A pattern as given.
    /// - Throws: ``SparsityError`` where it is not of the form, or keeps nothing.
    public init(_ shape: LayerShape, form: SparsityForm, isKept: [Bool]) throws(SparsityError) {
        try Self.check(shape, form)
        guard isKept.count == shape.weightCount else {
            throw .countDiffers(expected: shape.weightCount, actual: isKept.count)
        }
        guard isKept.contains(true) else { throw .nothingKept }
        self.shape = shape
        self.form = form
        self.isKept = isKept
        try checkUnits()
    }

    /// The weights of the largest magnitude: units by the sum of their squares, ties by their order.
    /// - Parameters:
    ///   - weights: `shape.weightCount` elements.
    ///   - sparsity: the share to leave out, in 0 ..< 1, rounded to whole units; of groups the form's own.
    /// - Throws: ``SparsityError``.
    public init(
        magnitudes weights: [Float], of shape: LayerShape, form: SparsityForm, sparsity: Double
    ) throws(SparsityError) {
        guard weights.count == shape.weightCount else {
            throw .countDiffers(expected: shape.weightCount, actual: weights.count)
        }
        if let index = weights.firstIndex(where: { !$0.isFinite }) { throw .weightNotFinite(index: index) }
        try self.init(shape, form: form, sparsity: sparsity) { weights[$0].magnitude }
    }

    /// Weights chosen at random.
    /// - Throws: ``SparsityError``.
    public init(
        random shape: LayerShape, form: SparsityForm, sparsity: Double, using generator: inout SeededGenerator
    ) throws(SparsityError) {
        let (k, n) = (shape.gemm.k, shape.gemm.n)
        let unit = form.unit
        // A lot a unit, or a weight where groups are to be thinned out.
        let single = form.keptOfGroup != nil
        let lots = (0..<(single ? k * n : k / unit.inputs * (n / unit.outputs))).map { _ in Float(generator.uniform()) }
        try self.init(shape, form: form, sparsity: sparsity) { index in
            single ? lots[index] : lots[index / n / unit.inputs * (n / unit.outputs) + index % n / unit.outputs]
        }
    }

    private init(
        _ shape: LayerShape, form: SparsityForm, sparsity: Double, score: (Int) -> Float
    ) throws(SparsityError) {
        try Self.check(shape, form)
        guard sparsity >= 0, sparsity < 1 else { throw .sparsityOutOfRange(sparsity) }
        if let only = form.sparsity, only != sparsity { throw .sparsityFixed(form, only: only, asked: sparsity) }
        self.shape = shape
        self.form = form
        if let kept = form.keptOfGroup {
            isKept = Self.groups(shape, keeping: kept, score)
        } else {
            isKept = Self.units(shape, form, sparsity, score)
        }
        guard isKept.contains(true) else { throw .nothingKept }
    }

    private static func check(_ shape: LayerShape, _ form: SparsityForm) throws(SparsityError) {
        do {
            try shape.validate()
        } catch {
            throw .invalidShape(error)
        }
        if let reason = form.unavailable(for: shape) { throw .formUnavailable(shape, reason: reason) }
    }
}

extension SparsityPattern {
    private static func units(
        _ shape: LayerShape, _ form: SparsityForm, _ sparsity: Double, _ score: (Int) -> Float
    ) -> [Bool] {
        let n = shape.gemm.n
        let unit = form.unit
        let (rows, columns) = (shape.gemm.k / unit.inputs, n / unit.outputs)
        func weights(_ place: Int) -> [Int] {
            let (row, column) = (place / columns * unit.inputs, place % columns * unit.outputs)
            return (0..<unit.inputs).flatMap { i in (0..<unit.outputs).map { (row + i) * n + column + $0 } }
        }
        let scores = (0..<rows * columns).map { place in
            weights(place).reduce(0.0) { sum, index in sum + Double(score(index)) * Double(score(index)) }
        }
        let kept = form.keptCount(of: shape, sparsity: sparsity) / (unit.inputs * unit.outputs)
        let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        var isKept = [Bool](repeating: false, count: shape.weightCount)
        for place in order.prefix(kept) {
            for index in weights(place) { isKept[index] = true }
        }
        return isKept
    }

    private static func groups(_ shape: LayerShape, keeping kept: Int, _ score: (Int) -> Float) -> [Bool] {
        let (k, n) = (shape.gemm.k, shape.gemm.n)
        var isKept = [Bool](repeating: false, count: k * n)
        for group in 0..<k / 4 {
            for column in 0..<n {
                let indices = (0..<4).map { (group * 4 + $0) * n + column }
                let order = indices.sorted { (score($1), $0) < (score($0), $1) }
                for index in order.prefix(kept) { isKept[index] = true }
            }
        }
        return isKept
    }

    /// That units are whole and groups keep as many as they must.
    private func checkUnits() throws(SparsityError) {
        let n = shape.gemm.n
        let unit = form.unit
        for row in stride(from: 0, to: shape.gemm.k, by: unit.inputs) {
            for column in stride(from: 0, to: n, by: unit.outputs) {
                var kept = 0
                for i in 0..<unit.inputs {
                    for o in 0..<unit.outputs where isKept[(row + i) * n + column + o] { kept += 1 }
                }
                let fits = form.keptOfGroup.map { kept == $0 } ?? (kept == 0 || kept == unit.inputs * unit.outputs)
                guard fits else { throw .notOfForm(form, input: row, output: column, kept: kept) }
            }
        }
    }
}
