/// Times of day as reports write them.
enum Timestamp {
    /// Whether `text` is a time of the Gregorian calendar in ISO 8601, UTC, with an optional fraction of a
    /// second: `2026-11-21T08:15:00Z`. Leap seconds are refused, as most clocks never show one.
    static func isValid(_ text: String) -> Bool {
        let form = /([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?Z/
        guard let match = text.wholeMatch(of: form)?.output,
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            let hour = Int(match.4), let minute = Int(match.5), let second = Int(match.6)
        else { return false }
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...12).contains(month) && (1...days[month - 1]).contains(day) && hour < 24 && minute < 60
            && second < 60
    }
}
