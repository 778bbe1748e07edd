/// Why a pattern or a sparse layer was refused.
public enum SparsityError: Error, Equatable, Sendable {
    /// A layer that cannot be computed at all.
    case invalidShape(KernelError)
    /// A form that the layer's channels are no multiple of, or a layer that is no product.
    case formUnavailable(LayerShape, reason: String)
    /// A share outside 0 ..< 1, or no number.
    case sparsityOutOfRange(Double)
    /// Another share than the form's own.
    case sparsityFixed(SparsityForm, only: Double, asked: Double)
    /// An array of another length than the layer's weights.
    case countDiffers(expected: Int, actual: Int)
    /// A weight without a magnitude.
    case weightNotFinite(index: Int)
    /// A pattern without a weight.
    case nothingKept
    /// A unit that is kept in part, or a group with too few or too many weights.
    case notOfForm(SparsityForm, input: Int, output: Int, kept: Int)
    /// More rows or a wider operand than 16 bits can number.
    case tooWide(LayerShape, reason: String)
    /// A tensor of another size than the layer's, or with less of a border than it needs.
    case layoutDiffers(LayerShape, tensor: String, expected: RunLayout, actual: RunLayout)
    /// A batch without examples.
    case batchNotPositive(Int)
    /// A gradient whose elements cannot be numbered, or of which the rule can take none.
    case gradient(rows: Int, columns: Int, reason: String)
}

extension SparsityError: CustomStringConvertible {
    /// Place, cause and remedy in one sentence.
    public var description: String {
        switch self {
        case .invalidShape(let error): error.description
        case .formUnavailable(let shape, let reason): "\(shape): \(reason); choose another form"
        case .sparsityOutOfRange(let sparsity):
            "a sparsity of \(sparsity) is none; give a share from 0 up to, not including, 1"
        case .sparsityFixed(let form, let only, let asked):
            "\(form.rawValue) has a sparsity of \(only), not \(asked); ask for \(only) or for another form"
        case .countDiffers(let expected, let actual): "\(actual) elements for \(expected) weights; give one for each"
        case .weightNotFinite(let index): "weight \(index) is no finite number; a magnitude is needed to choose by"
        case .nothingKept: "the pattern keeps no weight; choose a lower sparsity"
        case .notOfForm(let form, let input, let output, let kept):
            "the \(form.rawValue) unit at input \(input), output \(output) keeps \(kept) weights; keep all or none of a "
                + "block, and as many of each group as the form says"
        case .tooWide(let shape, let reason): "\(shape): \(reason); split the layer"
        case .layoutDiffers(let shape, let tensor, let expected, let actual):
            "\(shape): the \(tensor) is laid out as \(actual); take \(expected), or one with a wider border"
        case .batchNotPositive(let batch): "a batch of \(batch) examples cannot be computed; give at least 1"
        case .gradient(let rows, let columns, let reason):
            "a gradient of \(rows) rows of \(columns): \(reason); take another batch, layer or rule"
        }
    }
}
