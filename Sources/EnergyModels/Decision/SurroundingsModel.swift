import Quantities

/// What a device spends whether it sends or trains.
public struct SurroundingsModel: NumberModel {
    /// Of sensors and everything else that never stops; the processor's sleep comes on top.
    public var base = Watts.zero
    /// Of gathering and preparing a batch.
    public var batch = Joules.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("base", \.base, "power of sensors and everything else that never stops", isOptional: true),
        .init("batch", \.batch, "energy of gathering and preparing a batch", isOptional: true),
    ]

    /// In the period of an exchange.
    public func energy(of exchange: Exchange) -> Joules {
        base * exchange.period + Double(exchange.batches) * batch
    }
}
