import Quantities

/// A model whose numbers come from a profile, so that each of them can be drawn, changed and told by its name.
/// It is made anew for each draw of the numbers: nothing but numbers in memory, which are put in by their offsets.
public protocol NumberModel: BitwiseCopyable, Sendable {
    /// With the standards of whatever a profile may leave out.
    init()
    /// The numbers that a profile gives.
    static var numbers: [ModelNumber<Self>] { get }
    /// What a profile chooses that is no number.
    static var choices: [ModelChoice<Self>] { get }
}

extension NumberModel {
    /// Most models choose nothing.
    public static var choices: [ModelChoice<Self>] { [] }
}

/// A number of a model: its name, its dimension, and its place.
public struct ModelNumber<Model>: Sendable {
    /// In profiles and findings.
    public let name: String
    /// What it says, for messages and lists.
    public let meaning: String
    /// Its SI unit.
    public let unit: String
    /// Whether a profile may leave it out.
    public let isOptional: Bool
    /// Whether it must be above 0, as something is divided by it.
    public let isPositive: Bool
    /// The most that it can be; nothing for most numbers, 1 for shares.
    public let most: Double
    /// Its value in the SI unit, from a text with a unit.
    public let read: @Sendable (String) throws(QuantityError) -> Double
    /// Where it lies in the model: assigning through a key path takes 100 times as long.
    let offset: Int

    /// - Parameters:
    ///   - path: of a stored property.
    ///   - isPositive: whether it must be above 0.
    ///   - most: in the SI unit; 1 for shares.
    ///   - isOptional: whether a profile may leave it out.
    public init<Dimension>(
        _ name: String, _ path: WritableKeyPath<Model, Quantity<Dimension>> & Sendable, _ meaning: String,
        isPositive: Bool = false, most: Double = .infinity, isOptional: Bool = false
    ) {
        self.name = name
        self.meaning = meaning
        unit = Dimension.unit
        self.isOptional = isOptional
        self.most = most
        self.isPositive = isPositive
        read = { text throws(QuantityError) in try Quantity<Dimension>(parsing: text).value }
        guard let offset = MemoryLayout<Model>.offset(of: path) else {
            preconditionFailure("\(name) is no stored property")
        }
        self.offset = offset
    }
}

/// What a profile chooses of a model: a word or a whole number.
public struct ModelChoice<Model>: Sendable {
    /// In profiles.
    public let name: String
    /// What may stand there, for messages.
    public let known: String
    /// Puts it in its place; false where it is not known.
    public let set: @Sendable (inout Model, String) -> Bool

    /// One of the cases of an enumeration, by its raw value.
    public init<Value: RawRepresentable & CaseIterable & SendableMetatype>(
        _ name: String, _ path: WritableKeyPath<Model, Value> & Sendable
    ) where Value.RawValue == String {
        self.name = name
        known = Value.allCases.map(\.rawValue).joined(separator: ", ")
        set = { model, text in
            guard let value = Value(rawValue: text) else { return false }
            model[keyPath: path] = value
            return true
        }
    }

    /// A whole number in a range.
    public init(_ name: String, _ path: WritableKeyPath<Model, Int> & Sendable, in range: ClosedRange<Int>) {
        self.name = name
        known = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        set = { model, text in
            guard let value = Int(text), range.contains(value) else { return false }
            model[keyPath: path] = value
            return true
        }
    }
}
