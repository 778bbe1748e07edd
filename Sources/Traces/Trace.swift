import Quantities

/// The energies in a file of measured power.
public struct Trace: Sendable {
    /// The names of the formats that can be read.
    public static var formats: [String] { TraceFormats.all.map { $0.name } }

    /// Where it was read.
    public let file: String
    /// The format's name.
    public let format: String
    /// The headings of the columns that were used, by what they mean.
    public let columns: [String: String]
    /// The supply's voltage where the user gave it.
    public let voltage: Volts?
    /// The usual time from sample to sample: the median of the first 1,000.
    public let period: Seconds
    /// One or more, in the order in which they were asked for or come.
    public let windows: [TraceWindow]
    /// Calls in each window.
    public let calls: Int
    /// The power that would be drawn without calls; nil where the user names none.
    public let idle: Watts?
    /// What a user should know, a sentence each.
    public let warnings: [String]

    /// All windows together. Those that overlap count twice.
    public var sum: TraceWindow? { TraceWindow(sumOf: windows) }

    /// Energy of a call for each window: of the whole window, as ``TraceWindow/scaledEnergy`` is.
    public var energyPerCall: [Joules] { windows.map { $0.scaledEnergy / Double(calls) } }

    /// The same above the idle power; nil where there is none.
    public var energyPerCallAboveIdle: [Joules]? {
        idle.map { idle in windows.map { $0.scaledEnergy(above: idle) / Double(calls) } }
    }

    /// Reads a file once, from its beginning to its end, in memory of a few megabytes.
    /// - Throws: ``TraceError`` for a file that is no whole trace, and for a request that does not fit it.
    public init(reading file: String, _ request: TraceRequest) throws(TraceError) {
        guard request.calls > 0 else { throw .noCalls(request.calls) }
        if let voltage = request.voltage, !(voltage.value > 0) { throw .badVoltage(voltage.value) }
        let reading = try TraceReading(file, request)
        self.file = file
        (format, period) = (reading.format, reading.period)
        columns = reading.decoder.columns
        (voltage, calls) = (request.voltage, request.calls)
        windows = try reading.windows()
        idle = try reading.idle()
        warnings = reading.warnings + Self.doubts(windows, idle: idle)
    }

    /// Below this share of a window, what was not seen is most of it.
    private static let leastCoverage = 0.5

    private static func doubts(_ windows: [TraceWindow], idle: Watts?) -> [String] {
        var doubts: [String] = []
        if let sparse = windows.first(where: { $0.coverage < leastCoverage }) {
            doubts.append(
                "\(sparse.name): readings cover less than half of the window, so that its whole is mostly a guess; "
                    + "choose another window, or record it again")
        }
        if let idle, let window = windows.first(where: { $0.energy(above: idle) < .zero }) {
            doubts.append(
                "\(window.name): the mean power is below the idle power of \(idle); measure the idle power again")
        }
        return doubts
    }
}
