import Quantities

/// A recording as JSON has it: SI units throughout, and nothing where there is no figure.
public struct RecordingDocument: Encodable, Sendable {
    /// A window's figures. `net` is above the idle power; `scaled` is for the whole window, covered or not.
    public struct Window: Encodable, Sendable {
        let duration, covered, coverage: Double
        let energy, scaledEnergy: Double
        let meanPower, highestPower: Double
        let readings, changes, failures: Int
        let lastFailure: String?
        let gaps: Gaps

        init(_ window: EnergyWindow) {
            (duration, covered, coverage) = (window.duration.value, window.covered.value, window.coverage)
            (energy, scaledEnergy) = (window.energy.value, window.scaledEnergy.value)
            (meanPower, highestPower) = (window.meanPower.value, window.highestPower.value)
            (readings, changes, failures) = (window.readings, window.changes, window.failures)
            lastFailure = window.lastFailure?.description
            gaps = Gaps(
                count: window.gaps.count, longest: window.gaps.longest.value,
                first: window.gaps.first.map { Gap(start: $0.start.value, duration: $0.duration.value) })
        }
    }

    /// Times without readings.
    public struct Gaps: Encodable, Sendable {
        let count: Int
        let longest: Double
        let first: [Gap]
    }

    /// One of them.
    public struct Gap: Encodable, Sendable {
        let start, duration: Double
    }

    private let command, ending: String
    private let exitStatus: Int?
    private let source, provenance: String
    private let interval: Double
    private let calls: Int
    private let window: Window
    private let idle: Window?
    private let netEnergy, scaledNetEnergy, netEnergyPerCall: Double?
    private let energyPerCall: Double
    private let warnings: [String]

    /// All that a recording tells.
    /// - Parameters:
    ///   - command: as the user wrote it.
    ///   - ending: how it ended, in words.
    ///   - exitStatus: nil where it did not end by itself.
    public init(_ recording: EnergyRecording, command: String, ending: String, exitStatus: Int?) {
        (self.command, self.ending, self.exitStatus) = (command, ending, exitStatus)
        (source, provenance, interval) = (recording.source, recording.provenance, recording.interval.value)
        calls = recording.calls
        (window, idle) = (Window(recording.window), recording.idle.map { Window($0) })
        netEnergy = recording.energyAboveIdle?.value
        scaledNetEnergy = recording.scaledEnergyAboveIdle?.value
        energyPerCall = recording.energyPerCall.value
        netEnergyPerCall = recording.energyPerCallAboveIdle?.value
        warnings = recording.warnings
    }
}
