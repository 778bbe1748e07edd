/// A model with the numbers of one chip, network or battery.
public struct Profile<Model: NumberModel>: Sendable {
    /// In ids and on the command line.
    public let name: String
    /// As people call it.
    public let title: String
    /// What is known of each number that the profile gives.
    public let numbers: [ProfileNumber]

    /// With its choices made and all numbers at their values.
    public let nominal: Model
    /// Of each number in the model.
    private let offsets: [Int]

    /// - Parameters:
    ///   - base: the model with its choices made, and what holds where a number is left out.
    ///   - numbers: each named as one of the model's; others are left out.
    public init(name: String, title: String, base: Model = Model(), numbers: [ProfileNumber]) {
        (self.name, self.title) = (name, title)
        let given = Dictionary(numbers.map { ($0.name, $0) }) { first, _ in first }
        let kept = Model.numbers.compactMap { place in given[place.name].map { (place.offset, $0) } }
        self.numbers = kept.map(\.1)
        offsets = kept.map(\.0)
        nominal = Self.model(base, kept.map(\.1.value)[...], at: offsets)
    }

    /// The model with other values of its numbers.
    /// - Parameter values: one for each of ``numbers``, in SI units.
    public func model(_ values: ArraySlice<Double>) -> Model { Self.model(nominal, values, at: offsets) }

    private static func model(_ base: Model, _ values: ArraySlice<Double>, at offsets: [Int]) -> Model {
        var model = base
        withUnsafeMutableBytes(of: &model) { bytes in
            var index = values.startIndex
            for offset in offsets {
                bytes.storeBytes(of: values[index], toByteOffset: offset, as: Double.self)
                index += 1
            }
        }
        return model
    }
}
