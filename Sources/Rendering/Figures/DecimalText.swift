/// Decimal notation of numbers, without a locale.
enum DecimalText {
    /// The number with so many decimals, thousands set apart by commas: `12,345.60`.
    static func fixed(_ number: Double, decimals: Int) -> String {
        let power = (0..<decimals).reduce(1.0) { result, _ in result * 10 }
        let scaled = (abs(number) * power).rounded()
        // Beyond 2^53 a double holds no digits to choose from, and NaN or infinity have none.
        guard scaled < 9e15 else { return "\(number)" }
        let digits = String(Int(scaled))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let whole = grouped(padded.dropLast(decimals))
        let sign = number < 0 && scaled > 0 ? "-" : ""
        return sign + (decimals == 0 ? whole : "\(whole).\(padded.suffix(decimals))")
    }

    /// Four significant digits or all digits before the point, without zeros at the end of the decimals.
    static func trimmed(_ number: Double) -> String {
        let magnitude = exponent(of: number)
        guard magnitude >= -4 else { return "\(number)" }
        let text = fixed(number, decimals: max(0, 3 - magnitude))
        guard text.contains(".") else { return text }
        let digits = text.reversed().drop { $0 == "0" }
        return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
    }

    /// The power of ten of the first significant digit; 0 for zero and what is no number.
    static func exponent(of number: Double) -> Int {
        guard number != 0, number.isFinite else { return 0 }
        var (rest, exponent) = (abs(number), 0)
        while rest >= 10 { (rest, exponent) = (rest / 10, exponent + 1) }
        while rest < 1 { (rest, exponent) = (rest * 10, exponent - 1) }
        return exponent
    }

    private static func grouped(_ digits: Substring) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
