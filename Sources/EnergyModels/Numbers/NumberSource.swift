/// Where a number was published.
public struct NumberSource: Hashable, Sendable {
    /// As profiles refer to it.
    public var key: String
    /// Title of the data sheet, paper or repository.
    public var document: String
    /// Table, chapter or figure.
    public var place: String?
    /// Address, or repository and commit.
    public var address: String?

    /// Memberwise.
    public init(key: String, document: String, place: String? = nil, address: String? = nil) {
        self.key = key
        self.document = document
        self.place = place
        self.address = address
    }

    /// In one line.
    public var citation: String { [document, place, address].compactMap { $0 }.joined(separator: ", ") }
}

/// How a number was checked against its source.
public enum Verification: String, CaseIterable, Sendable {
    /// In the source itself.
    case read
    /// Where another source quotes it.
    case quoted
    /// Not at all: its range is widened.
    case unverified
}

/// How a number came about.
public enum NumberKind: String, CaseIterable, Sendable {
    /// With a meter.
    case measured
    /// By the maker.
    case datasheet
    /// In a paper.
    case paper
    /// Arithmetic on other published numbers.
    case derived
    /// By whoever wrote the profile, for want of anything better.
    case assumed
    /// By whoever builds the device, within what the source allows: it is not uncertain.
    case chosen
}
