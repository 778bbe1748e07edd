import Quantities

/// The energy of a command, with the power that was drawn without it where that was recorded before.
public struct EnergyRecording: Equatable, Sendable {
    /// The source's name.
    public let source: String
    /// Its files or events.
    public let provenance: String
    /// Between two readings.
    public let interval: Seconds
    /// While the command ran.
    public let window: EnergyWindow
    /// Before it ran.
    public let idle: EnergyWindow?
    /// Calls that the command made, among which its energy is divided.
    public let calls: Int
    private let isCounted: Bool

    /// Readings below which a sum of powers is a rough one.
    private static let fewReadings = 10

    /// - Parameters:
    ///   - recorder: the one of both windows.
    ///   - calls: 1 or more.
    public init(_ recorder: EnergyRecorder, window: EnergyWindow, idle: EnergyWindow?, calls: Int) {
        source = recorder.source.name
        provenance = recorder.source.provenance
        interval = recorder.interval
        if case .counters = recorder.source { isCounted = true } else { isCounted = false }
        (self.window, self.idle, self.calls) = (window, idle, calls)
    }

    /// The energy of the covered time above idle; nil where idle was not recorded.
    public var energyAboveIdle: Joules? { idle.map { window.energy(above: $0.meanPower) } }
    /// The same of the whole window.
    public var scaledEnergyAboveIdle: Joules? { idle.map { window.scaledEnergy(above: $0.meanPower) } }
    /// The whole window's energy by call.
    public var energyPerCall: Joules { window.scaledEnergy / Double(calls) }
    /// The whole window's energy above idle by call; nil where idle was not recorded.
    public var energyPerCallAboveIdle: Joules? { scaledEnergyAboveIdle.map { $0 / Double(calls) } }

    /// What makes the figures doubtful, each with its remedy.
    public var warnings: [String] {
        var warnings = doubts(window) + (idle.map { doubts($0).map { "idle: \($0)" } } ?? [])
        if !isCounted, window.changes == 0 {
            warnings.append("the sensor was never renewed meanwhile; let the command run longer")
        }
        if let energyAboveIdle, energyAboveIdle <= .zero {
            warnings.append("the command drew no more than idle; give it more work, and --idle more time")
        }
        return warnings
    }

    private func doubts(_ window: EnergyWindow) -> [String] {
        var doubts: [String] = []
        if let failure = window.lastFailure {
            doubts.append(
                "\(window.failures) of \(window.readings + window.failures) readings failed; the last: \(failure)")
        }
        if !window.isCovered {
            doubts.append("not all of the time is covered; 'whole window' takes the gaps for like the rest")
        }
        if !isCounted, window.readings < Self.fewReadings {
            doubts.append("only \(window.readings) readings; let the command run longer, or give a shorter --interval")
        }
        return doubts
    }
}
