/// Something wrong in a suite's definition, with its place in the file.
public struct DefinitionError: Error, Equatable, CustomStringConvertible {
    /// The file's path.
    public var file: String
    /// 1-based; nil where the whole file is meant.
    public var line: Int?
    /// The field, such as `models[1].layers[0].stride`; empty for the document.
    public var field: String
    /// What is wrong.
    public var cause: String
    /// What to do about it.
    public var remedy: String
    /// Whether the system refused a file that is named there.
    public var isUnreadable = false

    /// `FILE:LINE: FIELD: CAUSE; REMEDY`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return field.isEmpty ? "\(place): \(cause); \(remedy)" : "\(place): \(field): \(cause); \(remedy)"
    }
}
