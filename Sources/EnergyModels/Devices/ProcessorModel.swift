import Quantities

/// What arithmetic costs on a processor, from whole inferences at the board's supply, or from what arithmetic itself takes.
public struct ProcessorModel: NumberModel {
    /// Of a multiply–accumulate of 8-bit integers.
    public var int8 = Joules.zero
    /// Of one in single precision; 0 where nothing is published.
    public var fp32 = Joules.zero
    /// Cycles of an FP32 multiply–accumulate by those of an INT8 one, by which energy grows where ``fp32`` is not published;
    /// 0 where nothing is known.
    public var growth = Ratio.zero
    /// Cycles of an INT8 multiply–accumulate; 0 where nothing is known.
    public var cycles = Ratio.zero
    /// Of the core; 0 where nothing is known.
    public var frequency = Hertz.zero
    /// Asleep, with its memory kept.
    public var sleep = Watts.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("int8", \.int8, "energy of an INT8 multiply–accumulate", isOptional: true),
        .init("fp32", \.fp32, "energy of an FP32 multiply–accumulate", isOptional: true),
        .init("fp32-by-int8", \.growth, "FP32's cycles by INT8's", isOptional: true),
        .init("int8-cycles", \.cycles, "cycles of an INT8 multiply–accumulate", isOptional: true),
        .init("frequency", \.frequency, "of the core", isOptional: true),
        .init("sleep", \.sleep, "power asleep, with memory kept", isOptional: true),
    ]

    /// Of a multiply–accumulate; nil where nothing is known of the precision.
    public func energyPerMAC(_ arithmetic: Arithmetic) -> Joules? {
        switch arithmetic {
        case .int8: int8 > .zero ? int8 : nil
        case .fp32: fp32 > .zero ? fp32 : int8 > .zero && growth > .zero ? growth.value * int8 : nil
        }
    }

    /// Of a multiply–accumulate; nil where nothing is known.
    public func timePerMAC(_ arithmetic: Arithmetic) -> Seconds? {
        guard cycles > .zero, frequency > .zero else { return nil }
        switch arithmetic {
        case .int8: return cycles.value / frequency
        case .fp32: return growth > .zero ? (cycles.value * growth.value) / frequency : nil
        }
    }
}

/// The precisions that energies are published of.
public enum Arithmetic: String, CaseIterable, Codable, Sendable {
    /// 8-bit integers.
    case int8
    /// Single precision.
    case fp32
}
