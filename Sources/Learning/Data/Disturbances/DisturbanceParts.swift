import Basics

/// The compact form of a disturbance, taken apart at its slashes from the left.
struct DisturbanceParts {
    static let kinds = ["noise", "missing", "gain", "invert", "offset", "rotate"]

    /// The first part.
    let kind: String
    private let text: String
    private var rest: ArraySlice<String>

    init(_ text: String) {
        self.text = text
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        // Splitting gives one part at least.
        kind = parts[0]
        rest = parts.dropFirst()
    }

    /// Kinds that are spelled like this one.
    var nearestKinds: [String] { nearestNames(to: kind, in: Self.kinds) }

    /// A decimal number and its unit.
    mutating func number(_ expected: String, unit: String = "") throws(DisturbanceError) -> Double {
        guard let part = rest.popFirst(), part.hasSuffix(unit),
            // What Swift takes beyond that: hexadecimal numbers, infinities, NaN.
            part.dropLast(unit.count).allSatisfy({ "0123456789+-.eE".contains($0) }),
            let number = Double(part.dropLast(unit.count)), number.isFinite
        else { throw .partInvalid(text: text, expected: expected) }
        return number
    }

    /// `channel-1`, if that comes next.
    mutating func channel() throws(DisturbanceError) -> Int? {
        guard let part = rest.first, part.hasPrefix("channel-") else { return nil }
        let digits = part.dropFirst("channel-".count)
        guard digits.allSatisfy({ "0123456789".contains($0) }), let channel = Int(digits) else {
            throw .partInvalid(text: text, expected: "a channel from channel-0 on")
        }
        rest = rest.dropFirst()
        return channel
    }

    /// One of an enumeration's names, if anything comes next.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(DisturbanceError) -> Choice? {
        guard let part = rest.popFirst() else { return nil }
        guard let choice = Choice(rawValue: part) else {
            throw .partInvalid(text: text, expected: Choice.allCases.map(\.rawValue).joined(separator: " or "))
        }
        return choice
    }

    /// Nothing more.
    func end() throws(DisturbanceError) {
        guard rest.isEmpty else { throw .partSurplus(text: text, part: rest.joined(separator: "/")) }
    }
}
