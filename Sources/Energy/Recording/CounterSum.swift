/// Adds up the differences of counters, one wrap of each between two readings allowed for.
struct CounterSum: ReadingSum {
    private let meter: any EnergyMeter
    private var last: (seconds: Double, counts: [UInt64])?
    /// Joules by zone.
    private var used: [Double]
    /// Where the time begins whose power is the next that may be the highest, and its joules.
    private var begin: (seconds: Double, joules: Double)?
    private(set) var highest: Double?
    private(set) var changes = 0

    init(_ meter: any EnergyMeter) {
        self.meter = meter
        used = meter.zones.map { _ in 0 }
    }

    mutating func take(at seconds: Double) throws(EnergyUnavailability) -> Stretch? {
        let counts = try meter.read().counts
        let before = last
        last = (seconds, counts)
        guard let before, !mayHaveWrappedTwice(in: seconds - before.seconds) else {
            begin = (seconds, 0)
            return nil
        }
        if counts != before.counts { changes += 1 }
        do {
            let joules = try add(from: before.counts, to: counts, in: seconds - before.seconds)
            judge(joules, at: seconds)
            return Stretch(start: before.seconds, joules: joules)
        } catch {
            begin = (seconds, 0)
            throw error
        }
    }

    func check(over seconds: Double) throws(EnergyUnavailability) {
        guard seconds >= EnergyLimits.shortestWindow else { throw .windowTooShort(seconds: seconds) }
        for (zone, joules) in zip(meter.zones, used) where joules == 0 {
            throw .noMovement(zone: zone.name, seconds: seconds)
        }
    }

    private func mayHaveWrappedTwice(in seconds: Double) -> Bool {
        meter.longestWindow.map { seconds >= $0 } ?? false
    }

    /// - Throws: where a counter fell or claims more than a zone can draw, as after a reset. Nothing is added then.
    private mutating func add(
        from first: [UInt64], to counts: [UInt64], in seconds: Double
    ) throws(EnergyUnavailability) -> Double {
        var steps: [Double] = []
        for (zone, (first, last)) in zip(meter.zones, zip(first, counts)) {
            let joules = try zone.joules(from: first, to: last)
            // Within a step shorter than this, the counter's own renewal decides.
            let watts = joules / max(seconds, EnergyLimits.shortestWindow)
            guard watts <= EnergyLimits.watts else { throw .impossiblePower(zone: zone.name, watts: watts) }
            steps.append(joules)
        }
        for index in used.indices { used[index] += steps[index] }
        return steps.reduce(0, +)
    }

    /// Powers are those of stretches that are long beside the millisecond between renewals.
    private mutating func judge(_ joules: Double, at seconds: Double) {
        guard let begin else { return }
        let sum = begin.joules + joules
        let duration = seconds - begin.seconds
        guard duration >= EnergyLimits.shortestWindow else { return self.begin = (begin.seconds, sum) }
        highest = max(highest ?? 0, sum / duration)
        self.begin = (seconds, 0)
    }
}
