import Quantities

/// A trace's energies as JSON has them: SI units throughout, and nothing where there is no figure.
public struct TraceDocument: Encodable, Sendable {
    /// A window's figures. `net` is above the idle power; `scaled` is for the whole window, covered or not.
    public struct Window: Encodable, Sendable {
        let name: String
        let start, duration, covered, coverage: Double
        let energy, scaledEnergy, scaledEnergyPerCall: Double
        let netEnergy, scaledNetEnergy, scaledNetEnergyPerCall: Double?
        let charge: Double?
        let meanPower, highestPower: Double
        let meanCurrent: Double?
        let samples, missing: Int
        let gaps: Gaps

        init(_ window: TraceWindow, idle: Watts?, calls: Int) {
            name = window.name
            (start, duration, covered) = (window.start.value, window.duration.value, window.covered.value)
            coverage = window.coverage
            (energy, scaledEnergy) = (window.energy.value, window.scaledEnergy.value)
            scaledEnergyPerCall = scaledEnergy / Double(calls)
            netEnergy = idle.map { window.energy(above: $0).value }
            scaledNetEnergy = idle.map { window.scaledEnergy(above: $0).value }
            scaledNetEnergyPerCall = scaledNetEnergy.map { $0 / Double(calls) }
            (charge, meanCurrent) = (window.charge?.value, window.meanCurrent?.value)
            (meanPower, highestPower) = (window.meanPower.value, window.highestPower.value)
            (samples, missing) = (window.samples, window.missing)
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

    private let source, format: String
    private let columns: [String: String]
    private let voltage, idlePower: Double?
    private let period: Double
    private let callsPerWindow: Int
    private let windows: [Window]
    private let sum: Window?
    private let warnings: [String]

    /// All that a trace tells.
    public init(_ trace: Trace) {
        (source, format, columns) = (trace.file, trace.format, trace.columns)
        (voltage, idlePower, period) = (trace.voltage?.value, trace.idle?.value, trace.period.value)
        callsPerWindow = trace.calls
        windows = trace.windows.map { Window($0, idle: trace.idle, calls: trace.calls) }
        sum = trace.sum.map { Window($0, idle: trace.idle, calls: trace.calls * trace.windows.count) }
        warnings = trace.warnings
    }
}
