import Foundation
import Report

/// A parameter of commands: `{NAME}` in them stands for each of its values in turn.
public struct CommandParameter: Equatable, Sendable {
    /// Between the braces.
    public let name: String
    /// In the order of measuring.
    public let values: [String]

    /// More values than these are a slip of the pen.
    static let most = 1000

    /// Reads `NAME=1,2,4`.
    /// - Throws: ``CommandError/badParameter(_:reason:)``, ``CommandError/badName(_:)``.
    public init(list text: String) throws(CommandError) {
        let (name, rest) = try Self.sides(of: text)
        try self.init(name, rest.split(separator: ",", omittingEmptySubsequences: false).map(String.init), text)
    }

    /// Reads `NAME=1..8` or, with a step other than 1, `NAME=1..8,0.5`. Both ends are part of it where the step meets them.
    /// - Throws: ``CommandError/badParameter(_:reason:)``, ``CommandError/badName(_:)``.
    public init(scan text: String) throws(CommandError) {
        let (name, rest) = try Self.sides(of: text)
        let parts = rest.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard let range = parts[0].firstRange(of: ".."),
            let first = Self.decimal(parts[0][..<range.lowerBound]),
            let last = Self.decimal(parts[0][range.upperBound...]),
            let step = parts.count == 2 ? Self.decimal(parts[1]) : 1
        else { throw .badParameter(text, reason: "two numbers with .. between them are expected") }
        guard step > 0, last >= first else {
            throw .badParameter(text, reason: "the numbers must rise by a step above 0")
        }
        guard (last - first) / step < Decimal(Self.most) else {
            throw .badParameter(text, reason: "it has more than \(Self.most) values")
        }
        let values = sequence(first: first) { $0 + step }.prefix { $0 <= last }
        try self.init(name, values.map { "\($0)" }, text)
    }

    private init(_ name: String, _ values: [String], _ text: String) throws(CommandError) {
        guard CaseID.isName(name) else { throw .badName(name) }
        // In a workload's name a value stands behind the parameter's.
        if let bad = values.first(where: { $0.isEmpty || !CaseID.isName("\(name)-\($0)") }) { throw .badName(bad) }
        guard values.count <= Self.most else {
            throw .badParameter(text, reason: "it has more than \(Self.most) values")
        }
        for (index, value) in values.enumerated() where values[..<index].contains(value) { throw .doubleName(value) }
        self.name = name
        self.values = values
    }

    private static func sides(of text: String) throws(CommandError) -> (String, Substring) {
        guard let equals = text.firstIndex(of: "=") else { throw .badParameter(text, reason: "there is no =") }
        return (String(text[..<equals]), text[text.index(after: equals)...])
    }

    private static func decimal(_ text: Substring) -> Decimal? {
        guard text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil else { return nil }
        return Decimal(string: String(text), locale: Locale(identifier: "en_US_POSIX"))
    }

    /// Every combination of values, the last parameter changing fastest; one without values where there is no parameter.
    /// - Throws: ``CommandError/doubleName(_:)``, ``CommandError/tooManyCombinations(_:most:)``.
    public static func combinations(
        of parameters: [CommandParameter]
    ) throws(CommandError) -> [[(name: String, value: String)]] {
        var combinations: [[(name: String, value: String)]] = [[]]
        for (index, parameter) in parameters.enumerated() {
            if parameters[..<index].contains(where: { $0.name == parameter.name }) { throw .doubleName(parameter.name) }
            let count = combinations.count * parameter.values.count
            guard count <= Self.most else { throw .tooManyCombinations(count, most: Self.most) }
            combinations = combinations.flatMap { start in
                parameter.values.map { start + [(parameter.name, $0)] }
            }
        }
        return combinations
    }

    /// `text` with every `{NAME}` of the combination replaced; values are not searched again.
    public static func substitute(_ values: [(name: String, value: String)], in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[brace...]
            if let value = values.first(where: { rest.hasPrefix("{\($0.name)}") }) {
                result += value.value
                rest = rest.dropFirst(value.name.count + 2)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result + rest
    }
}
