import Quantities

/// A sensor of the power that a part of the machine draws at the moment it is read.
///
/// One source is one rail. Rails nest as their board wires them, so they are never added.
public protocol PowerSource {
    /// What the user calls it, such as `ina3221/VDD_IN`.
    var name: String { get }
    /// The files that the figures come from, for the report.
    var provenance: String { get }

    /// The power of now.
    /// - Throws: why there is none; the next reading may have one.
    func read() throws(EnergyUnavailability) -> Watts
}
