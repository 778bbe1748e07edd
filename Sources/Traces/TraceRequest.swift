import Quantities

/// What is made of a trace.
public struct TraceRequest: Sendable {
    /// The format's name, one of ``Trace/formats``; nil to tell it by the file's first line.
    public var format: String?
    /// The supply's voltage, for files that tell a current alone.
    public var voltage: Volts?
    /// What the columns of a file of the user's own mean; for the format `csv`.
    public var columns: [TraceColumn] = []
    /// The windows that are summed.
    public var windows = TraceWindows.whole
    /// Calls in each window.
    public var calls = 1
    /// What would be drawn without the calls.
    public var idle: TraceIdle?

    /// Everything in the file, whatever its format.
    public init() {}
}

/// Which times of a trace are windows.
public enum TraceWindows: Equatable, Sendable {
    /// The whole file.
    case whole
    /// Times of the file.
    case ranges([TraceRange])
    /// Each time during which a digital channel, 0 to 7, is 1.
    case digital(Int)
    /// Each run of lines with the same mark.
    case marks
}

/// Times of a trace, from one to another in the file's time. A log with dates begins at 0.
public struct TraceRange: Equatable, Sendable {
    /// Where it begins.
    public let from: Seconds
    /// Where it ends.
    public let to: Seconds

    /// - Throws: ``TraceError/emptyRange(from:to:)`` where the end is not behind the beginning.
    public init(from: Seconds, to: Seconds) throws(TraceError) {
        guard from < to, from.value.isFinite, to.value.isFinite else {
            throw .emptyRange(from: from.value, to: to.value)
        }
        (self.from, self.to) = (from, to)
    }

    var limits: ClosedRange<Double> { from.value...to.value }
}

/// The power that would be drawn without the calls of a window.
public enum TraceIdle: Equatable, Sendable {
    /// Known.
    case power(Watts)
    /// The mean over a time of the same file.
    case range(TraceRange)
}
