/// A meter of the energy a part of the machine has used since some moment.
///
/// Only top domains are metered. The domains nest, psys ⊃ package ⊃ core, so a domain is never added to
/// one that holds it; several packages stand side by side and are added.
public protocol EnergyMeter {
    /// Such as `powercap`.
    var name: String { get }
    /// What the energy is spent in.
    var domain: EnergyDomain { get }
    /// Where the figures come from, for the report.
    var provenance: String { get }
    /// The counters, whose energies are added.
    var zones: [EnergyZone] { get }

    /// All zones at one moment.
    func read() throws(EnergyUnavailability) -> EnergyReading
}

/// A part of the machine with a meter of its own.
public enum EnergyDomain: String, CaseIterable, Sendable {
    /// The whole platform, as far as its board reports it.
    case platform = "psys"
    /// The processors' packages: cores, caches, integrated graphics and memory controller.
    case package = "package"
}

/// A counter of energy.
public struct EnergyZone: Equatable, Sendable {
    /// Such as `package-0`.
    public let name: String
    /// Joules a count stands for.
    public let joulesPerCount: Double
    /// The count at which the counter begins anew; `nil` for one that never does.
    public let range: UInt64?

    /// Memberwise.
    public init(name: String, joulesPerCount: Double, range: UInt64?) {
        self.name = name
        self.joulesPerCount = joulesPerCount
        self.range = range
    }
}

/// The counters of a meter at one moment.
public struct EnergyReading: Equatable, Sendable {
    /// Monotonic time.
    public let seconds: Double
    /// One count a zone.
    public let counts: [UInt64]

    /// Memberwise.
    public init(seconds: Double, counts: [UInt64]) {
        self.seconds = seconds
        self.counts = counts
    }
}
