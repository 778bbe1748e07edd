import Measurement

extension MeasurementSettings {
    /// The band for whole commands: start, placement in memory and the system's work vary by more than calls in a resident
    /// process do, and nobody acts on less.
    public static let commandBand = 0.01
    /// The chance of a false verdict on whole commands, mostly a single one: a hundred comparisons of a command with itself
    /// are to give none.
    public static let commandAlpha = 0.002
}
