import RealModule

/// Numbers that people read at a glance, around a range.
enum RoundNumbers {
    /// Multiples of 1, 2 or 5 times a power of ten, the outermost of them around the range.
    static func linear(_ low: Double, _ high: Double, atMost most: Int) -> (ClosedRange<Double>, [Double]) {
        let (low, high) = widened(low, high)
        // One tick more than steps, and the ends are rounded outwards.
        let rough = (high / Double(most - 2) - low / Double(most - 2))
        let power = Double.pow(10, Double.log10(rough).rounded(.down))
        let steps = [1, 2, 5, 10, 20].map { $0 * power }
        for step in steps {
            let (first, last) = ((low / step).rounded(.down), (high / step).rounded(.up))
            guard last - first < Double(most) else { continue }
            let places = stride(from: first, through: last, by: 1).map { product($0, step) }
            return (min(low, places[0])...max(high, places[places.count - 1]), places)
        }
        return (low...high, [low, high])
    }

    /// Powers of ten, and 2 and 5 times them where there is room, or fewer than two powers lie in the range. The ends are of either
    /// kind.
    static func decades(_ low: Double, _ high: Double, atMost most: Int) -> (ClosedRange<Double>, [Double]) {
        let (first, last) = (step125(low, .down), step125(high, .up))
        let ends = first == last ? first - 1...last + 1 : first...last
        let powers = ends.filter { $0.isMultiple(of: 3) }
        let places = powers.count < 2 || ends.count <= most ? Array(ends) : powers
        return (value125(ends.lowerBound)...value125(ends.upperBound), thinned(places, most).map(value125))
    }

    /// Powers of two.
    static func octaves(_ low: Double, _ high: Double, atMost most: Int) -> (ClosedRange<Double>, [Double]) {
        // What is a power but for rounding counts as one.
        let first = Int((Double.log2(low) + 1e-9).rounded(.down))
        let last = max(first + 1, Int((Double.log2(high) - 1e-9).rounded(.up)))
        let places = thinned(Array(first...last), most)
        return (Double.exp2(Double(first))...Double.exp2(Double(last)), places.map { Double.exp2(Double($0)) })
    }

    /// Up to six significant digits, and as many as tell multiples of `step` apart, without zeros at the end: `0.25`, `20`,
    /// `1000`.
    static func text(_ number: Double, step: Double = .infinity) -> String {
        guard number != 0, number.isFinite else { return "0" }
        let exponent = Int(Double.log10(abs(number)).rounded(.down))
        guard (-5...14).contains(exponent) else { return "\(number)" }
        let decimals = min(max(0, 5 - exponent, -Int(Double.log10(min(step, 1)).rounded(.down))), 14 - exponent)
        let power = (0..<decimals).reduce(1.0) { result, _ in result * 10 }
        let digits = String(Int((abs(number) * power).rounded()))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let decimal = padded.suffix(decimals).reversed().drop { $0 == "0" }.reversed()
        let whole = (number < 0 ? "\u{2212}" : "") + padded.dropLast(decimals)
        return decimal.isEmpty ? whole : "\(whole).\(String(decimal))"
    }

    /// A range of equal ends made wider, so that it has a middle.
    private static func widened(_ low: Double, _ high: Double) -> (Double, Double) {
        guard high - low <= 1e-9 * max(abs(low), abs(high)) else { return (low, high) }
        // A tenth of the smallest numbers is 0.
        guard abs(high) > 1e-300 else { return (min(low, 0), max(high, 1)) }
        return (low - abs(low) / 10, high + abs(high) / 10)
    }

    /// `count` steps, exact where the step is a decimal fraction: 3 · 0.1 is 0.3.
    private static func product(_ count: Double, _ step: Double) -> Double {
        step < 1 ? count / (1 / step).rounded() : count * step
    }

    /// At most so many of the places, evenly spaced.
    private static func thinned(_ places: [Int], _ most: Int) -> [Int] {
        let step = (places.count + most - 1) / most
        return places.enumerated().filter { $0.offset.isMultiple(of: step) }.map(\.element)
    }

    /// The index in …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … of the nearest at or below, or at or above.
    private static func step125(_ value: Double, _ rule: FloatingPointRoundingRule) -> Int {
        let guess = 3 * Int(Double.log10(value).rounded(.down))
        let near = (guess - 3)...(guess + 6)
        return rule == .down
            ? near.last { value125($0) <= value * (1 + 1e-9) } ?? guess
            : near.first { value125($0) >= value * (1 - 1e-9) } ?? guess
    }

    private static func value125(_ index: Int) -> Double {
        let decade = (Double(index) / 3).rounded(.down)
        let power = decade < 0 ? 1 / Double.pow(10, -decade) : Double.pow(10, decade)
        return [1, 2, 5][index - 3 * Int(decade)] * power
    }
}
