import Quantities

/// Where energy is read from: counters of it, or a power that has to be added up.
public enum EnergySource {
    /// Counters, under the name that the user calls them by.
    case counters(any EnergyMeter, name: String)
    /// A power.
    case power(any PowerSource)

    /// Such as `powercap/package` or `ina3221/VDD_IN`.
    public var name: String {
        switch self {
        case .counters(_, let name): name
        case .power(let source): source.name
        }
    }

    /// Where the figures come from, for the report.
    public var provenance: String {
        switch self {
        case .counters(let meter, _): meter.provenance
        case .power(let source): source.provenance
        }
    }

    /// The longest time between two readings in which no counter wraps twice, even if the reading in between fails; nil
    /// where none wraps.
    var longestInterval: Seconds? {
        guard case .counters(let meter, _) = self else { return nil }
        return meter.longestWindow.map { Seconds($0 / 3) }
    }

    /// Adds its readings up.
    /// - Parameter longestStep: seconds between two powers that still are joined.
    func sum(longestStep: Double) -> any ReadingSum {
        switch self {
        case .counters(let meter, _): CounterSum(meter)
        case .power(let source): PowerSum(source, longestStep: longestStep)
        }
    }
}
