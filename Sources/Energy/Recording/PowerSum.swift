/// Adds up a power by the trapezoid between readings. Where the power jumps in between, the error is at most the jump
/// times half the step.
struct PowerSum: ReadingSum {
    private let source: any PowerSource
    private let longestStep: Double
    private var last: (seconds: Double, watts: Double)?
    private var isZero = true
    private(set) var highest: Double?
    private(set) var changes = 0

    /// - Parameter longestStep: seconds beyond which nobody knows what the power was in between.
    init(_ source: any PowerSource, longestStep: Double) {
        self.source = source
        self.longestStep = longestStep
    }

    mutating func take(at seconds: Double) throws(EnergyUnavailability) -> Stretch? {
        let watts = try source.read().value
        defer { last = (seconds, watts) }
        highest = max(highest ?? watts, watts)
        isZero = isZero && watts == 0
        guard let last else { return nil }
        if watts != last.watts { changes += 1 }
        let step = seconds - last.seconds
        guard step <= longestStep else { return nil }
        return Stretch(start: last.seconds, joules: (last.watts + watts) / 2 * step)
    }

    func check(over seconds: Double) throws(EnergyUnavailability) {
        if isZero { throw .zeroPower(source: source.name, seconds: seconds) }
    }
}
