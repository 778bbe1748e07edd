/// The parts of a codec's name, taken one by one.
struct CodecOptions: Sendable {
    private let name: String
    let kind: String
    private var left: [String]

    /// - Throws: ``CompressionError/option(codec:reason:)``.
    init(_ name: String) throws(CompressionError) {
        self.name = name
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let kind = parts.first, !parts.contains("") else { throw .option(codec: name, reason: "a part is empty") }
        self.kind = kind
        left = Array(parts.dropFirst())
    }

    /// Whether a word is among them.
    mutating func takeWord(_ word: String) -> Bool {
        guard let place = left.firstIndex(of: word) else { return false }
        left.remove(at: place)
        return true
    }

    /// The number that is a part of its own, which must be there.
    mutating func number(_ what: String, in range: ClosedRange<Double>) throws(CompressionError) -> Double {
        guard let place = left.firstIndex(where: { Double($0) != nil }), let number = Double(left[place]) else {
            throw .option(codec: name, reason: "it needs \(what), such as \(kind)/\(Self.short(range.upperBound))")
        }
        left.remove(at: place)
        return try checked(number, what, range)
    }

    /// The number behind a word and a hyphen; nil where the word is not there.
    mutating func number(after word: String, in range: ClosedRange<Double>) throws(CompressionError) -> Double? {
        guard let place = left.firstIndex(where: { $0.hasPrefix("\(word)-") }) else { return nil }
        let text = left.remove(at: place).dropFirst(word.count + 1)
        guard let number = Double(text) else {
            throw .option(codec: name, reason: "'\(text)' behind '\(word)-' is no number")
        }
        return try checked(number, word, range)
    }

    /// A whole number likewise.
    mutating func whole(after word: String, in range: ClosedRange<Int>) throws(CompressionError) -> Int? {
        guard let number = try number(after: word, in: Double(range.lowerBound)...Double(range.upperBound)) else {
            return nil
        }
        return try whole(number, word)
    }

    mutating func whole(_ what: String, in range: ClosedRange<Int>) throws(CompressionError) -> Int {
        try whole(number(what, in: Double(range.lowerBound)...Double(range.upperBound)), what)
    }

    /// Refuses what nobody took.
    func requireNothingLeft() throws(CompressionError) {
        guard let first = left.first else { return }
        throw .option(codec: name, reason: "\(kind) has no option '\(first)'")
    }

    private func whole(_ number: Double, _ what: String) throws(CompressionError) -> Int {
        guard let whole = Int(exactly: number) else {
            throw .option(codec: name, reason: "\(what) of \(number) is not whole")
        }
        return whole
    }

    private func checked(
        _ number: Double, _ what: String, _ range: ClosedRange<Double>
    ) throws(CompressionError) -> Double {
        guard range.contains(number) else {
            throw .option(
                codec: name,
                reason:
                    "\(what) of \(number) is not in \(Self.short(range.lowerBound)) … \(Self.short(range.upperBound))")
        }
        return number
    }

    private static func short(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
}
