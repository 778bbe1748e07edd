/// Seconds since the first line of a log of dates and times.
struct LogClock {
    /// The text of the day that came last, and which day of the log that is.
    private var day: (text: [UInt8], number: Int) = ([], 0)
    private var start: Double?

    /// The seconds of `DD-MM-YYYY HH:MM:SS.mmm`; nil for another form.
    ///
    /// Some versions write the month first. Where the day changes, the order of the two is the one with which less time
    /// has passed.
    mutating func seconds(_ moment: UnsafeRawBufferPointer) -> Double? {
        guard moment.count >= 19, moment[10] == UInt8(ascii: " "), moment[13] == UInt8(ascii: ":"),
            moment[16] == UInt8(ascii: ":"), let hours = Self.number(moment[11..<13]), hours < 24,
            let minutes = Self.number(moment[14..<16]), minutes < 60,
            let seconds = Number.value(of: UnsafeRawBufferPointer(rebasing: moment[17...])), seconds >= 0, seconds < 61
        else { return nil }
        let text = moment[..<10]
        if !text.elementsEqual(day.text) {
            guard let number = number(of: text) else { return nil }
            day = (Array(text), number)
        }
        let time = Double(day.number * 86_400 + hours * 3600 + minutes * 60) + seconds
        let start = start ?? time
        self.start = start
        return time - start
    }

    /// Which day of the log a date is.
    private func number(of text: Slice<UnsafeRawBufferPointer>) -> Int? {
        let readings = Self.days(text)
        guard !day.text.isEmpty else { return readings.isEmpty ? nil : 0 }
        let last = day.text.withUnsafeBytes { Self.days($0[...]) }
        let steps = readings.flatMap { reading in
            last.filter { $0.isDayFirst == reading.isDayFirst }.map { reading.day - $0.day }
        }
        return (steps.filter { $0 > 0 }.min() ?? steps.max()).map { day.number + $0 }
    }

    /// The days since 1970 that a date can mean.
    private static func days(_ text: Slice<UnsafeRawBufferPointer>) -> [(isDayFirst: Bool, day: Int)] {
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, let first = number(parts[0]), let second = number(parts[1]), let year = number(parts[2])
        else { return [] }
        return [(true, first, second), (false, second, first)].compactMap { isDayFirst, day, month in
            guard (1...31).contains(day), (1...12).contains(month) else { return nil }
            return (isDayFirst, Self.day(year: year, month: month, day: day))
        }
    }

    /// Days since 1970 of the Gregorian calendar, with years that begin in March.
    private static func day(year: Int, month: Int, day: Int) -> Int {
        let years = month > 2 ? year : year - 1
        let days = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * years + years / 4 - years / 100 + years / 400 + days - 719_468
    }

    private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return digits.reduce(0) { 10 * $0 + Int($1 &- 0x30) }
    }
}
