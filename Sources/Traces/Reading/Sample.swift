/// One reading of a trace.
struct Sample {
    /// When it begins, in s.
    var time: Double
    /// Where the file tells when it ends, in s; NaN where it lasts until the next one.
    var end = Double.nan
    /// Mean power in W; NaN where the reading is missing.
    var power: Double
    /// Mean current in A; NaN where the reading is missing or the file tells none.
    var current = Double.nan
    /// The highest power in W of the readings in this one.
    var highest: Double
    /// How many readings this one is the mean of.
    var readings = 1
    /// How many readings are missing in it.
    var missing = 0
    /// The digital channels, D0 in the lowest bit.
    var bits: UInt8 = 0
    /// The number of its mark's label; 0 for none.
    var mark = 0

    init(time: Double, power: Double, current: Double) {
        (self.time, self.power, self.current, highest) = (time, power, current, power)
        if power.isNaN { (readings, missing) = (0, 1) }
    }

    /// Takes in a reading of the same time: the mean of both stands for it.
    mutating func merge(_ other: Sample) {
        missing += other.missing
        guard other.readings > 0 else { return }
        guard readings > 0 else {
            (power, current, highest, readings) = (other.power, other.current, other.highest, other.readings)
            return
        }
        let share = Double(other.readings) / Double(readings + other.readings)
        power += share * (other.power - power)
        current += share * (other.current - current)
        highest = max(highest, other.highest)
        readings += other.readings
    }
}
