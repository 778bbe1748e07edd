/// Why a loss was not computed.
public enum LossError: Error, Equatable, Sendable {
    /// A label that is no class.
    case labelOutOfRange(example: Int, label: Int, classes: Int)
}

extension LossError: CustomStringConvertible {
    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .labelOutOfRange(let example, let label, let classes):
            """
            example \(example) of the batch has label \(label), but the outputs are \(classes) classes, from 0; correct the \
            data's labels or give the network as many outputs
            """
        }
    }
}
