/// A radio of any kind with its numbers.
public struct RadioProfile: Sendable {
    /// In ids and on the command line.
    public let name: String
    /// As people call it.
    public let title: String
    /// What is known of each number.
    public let numbers: [ProfileNumber]
    /// With every number at its value.
    public let nominal: any RadioModel
    private let make: @Sendable (ArraySlice<Double>) -> any RadioModel

    /// A profile of a kind that need not be known any more.
    public init(_ profile: Profile<some RadioModel>) {
        name = profile.name
        title = profile.title
        numbers = profile.numbers
        nominal = profile.nominal
        make = { profile.model($0) }
    }

    /// The radio with other values of its numbers.
    /// - Parameter values: one for each of ``numbers``, in SI units.
    public func model(_ values: ArraySlice<Double>) -> any RadioModel { make(values) }
}

/// The kinds of radios there are.
public enum RadioModels {
    /// By the word that a profile calls them; one line a kind.
    public static let all: [(name: String, type: any RadioModel.Type)] = [
        ("ble", BluetoothRadio.self),
        ("ieee802154", IEEE802154Radio.self),
        ("lora", LoRaRadio.self),
        ("cellular", CellularRadio.self),
        ("session", SessionRadio.self),
        ("pass", PassRadio.self),
        ("message", MessageRadio.self),
    ]
}
