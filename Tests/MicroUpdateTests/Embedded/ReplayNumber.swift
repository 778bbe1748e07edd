#if !hasFeature(Embedded)
    import MicroUpdate
#endif

/// A number that a model stores or takes, on the device as here.
protocol ReplayNumber: BitwiseCopyable {
    /// The number in units of 2⁻¹², or one near it that can be had.
    init(q12: Int16)

    /// Its bits.
    var word: UInt64 { get }
}

extension FixedWidthInteger {
    /// Its bits.
    var word: UInt64 { UInt64(truncatingIfNeeded: self) }
}

extension Int16: ReplayNumber {
    init(q12: Int16) { self = q12 }
}

/// In units of 2⁻⁶.
extension Int8: ReplayNumber {
    init(q12: Int16) { self = Int8(clamping: q12 >> 6) }
}

/// The bits of a half.
extension UInt16: ReplayNumber {
    init(q12: Int16) { self = Half.narrowed(Float(q12: q12)) }
}

extension Float: ReplayNumber {
    init(q12: Int16) { self = Float(q12) * 0x1p-12 }

    var word: UInt64 { UInt64(bitPattern) }
}

extension Double: ReplayNumber {
    init(q12: Int16) { self = Double(q12) * 0x1p-12 }

    var word: UInt64 { bitPattern }
}
