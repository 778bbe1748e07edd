/// An enumeration whose cases are the only words a field may hold.
protocol ClosedVocabulary: RawRepresentable, CaseIterable, Codable where RawValue == String {}

extension ClosedVocabulary {
    /// Decodes one of the words; the error lists them all.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let word = try container.decode(String.self)
        guard let value = Self(rawValue: word) else {
            let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(word)\" is none of \(words)")
        }
        self = value
    }
}

extension Report.Provenance: ClosedVocabulary {}
extension Report.Direction: ClosedVocabulary {}
extension Report.Verdict: ClosedVocabulary {}
extension Report.Run.Mode: ClosedVocabulary {}
