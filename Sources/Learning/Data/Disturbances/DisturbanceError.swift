/// Why data cannot be disturbed as asked for.
public enum DisturbanceError: Error, Equatable, Sendable {
    /// A text that names no kind.
    case unknown(text: String, kinds: [String], nearest: [String])
    /// A text with a part that is missing or not what it should be.
    case partInvalid(text: String, expected: String)
    /// A text that goes on where it should end.
    case partSurplus(text: String, part: String)
    /// A number that means nothing.
    case outOfRange(name: String, value: Double, range: String)
    /// Data without the channels.
    case channelsMissing(name: String, first: Int, count: Int, channels: Int)
    /// More or fewer numbers than the shape has.
    case inputCountDiffers(expected: Int, actual: Int)
}

extension DisturbanceError: CustomStringConvertible {
    /// Place, cause and remedy in one sentence.
    public var description: String {
        switch self {
        case .unknown(let text, let kinds, let nearest):
            nearest.isEmpty
                ? "'\(text)' is no disturbance; use one of \(kinds.joined(separator: ", "))"
                : "'\(text)' is no disturbance; did you mean \(nearest.joined(separator: ", "))?"
        case .partInvalid(let text, let expected): "'\(text)' lacks \(expected); write it behind the slash"
        case .partSurplus(let text, let part): "'\(text)' goes on with '\(part)'; leave that out"
        case .outOfRange(let name, let value, let range): "\(name): \(value) is out of range; use \(range)"
        case .channelsMissing(let name, let first, 1, let channels):
            "\(name) takes channel \(first), but the data have \(channels), from 0; name another"
        case .channelsMissing(let name, let first, let count, let channels):
            "\(name) takes \(count) channels from \(first) on, but the data have \(channels), from 0; name others"
        case .inputCountDiffers(let expected, let actual):
            "the example has \(actual) numbers, but its shape needs \(expected); give it the data's shape"
        }
    }
}
