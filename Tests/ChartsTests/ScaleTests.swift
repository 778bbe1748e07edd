import Charts
import Statistics
import TestSupport
import Testing

@Suite("Scales")
struct ScaleTests {
    /// Values over many orders of magnitude, some of them equal, some alone.
    private func values(_ kind: Scale.Kind, _ generator: inout SeededGenerator) -> [Double] {
        let count = Int.random(in: 1...6, using: &generator)
        let centre = Double.random(in: -9...9, using: &generator)
        let spreads: [Double] = [0, 1e-3, 0.3, 3]
        let spread = spreads[Int.random(in: 0..<spreads.count, using: &generator)]
        let powers = (0..<count).map { _ in centre + Double.random(in: -1...1, using: &generator) * spread }
        let magnitudes = powers.map { tenTo($0) }
        guard kind == .linear else { return magnitudes }
        return magnitudes.map { Bool.random(using: &generator) ? $0 : -$0 }
    }

    private func tenTo(_ power: Double) -> Double {
        var (result, rest) = (1.0, abs(power))
        while rest >= 1 { (result, rest) = (result * 10, rest - 1) }
        result *= 1 + 9 * rest
        return power < 0 ? 1 / result : result
    }

    @Test(
        "They turn back, keep order and hold every value between ticks that are few",
        arguments: [Scale.Kind.linear, .decades, .octaves])
    func properties(kind: Scale.Kind) throws {
        var generator = SeededGenerator(for: "scales \(kind)")
        for _ in 0..<2000 {
            let values = values(kind, &generator)
            let isFromZero = Bool.random(using: &generator)
            let unit = kind == .octaves ? "B" : "s"
            let scale = try Scale(kind, of: values, unit: unit, isFromZero: isFromZero, chart: "x")
            let (low, high) = (scale.domain.lowerBound, scale.domain.upperBound)
            #expect(low < high, "\(values)")
            for value in values {
                let position = scale.position(of: value)
                #expect((-1e-9...1 + 1e-9).contains(position), "\(values)")
                let back = scale.value(at: position)
                #expect(abs(back - value) <= 1e-9 * max(abs(low), abs(high), abs(value)), "\(values)")
            }
            let sorted = values.sorted().map(scale.position)
            #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0 <= $1 }, "\(values)")
            #expect((2...9).contains(scale.ticks.count), "\(values): \(scale.ticks.map(\.label))")
            #expect(scale.ticks.allSatisfy { scale.domain.contains($0.value) }, "\(values)")
            #expect(Set(scale.ticks.map(\.label)).count == scale.ticks.count, "\(values): \(scale.ticks.map(\.label))")
            if kind == .linear {
                #expect(scale.ticks.first?.value ?? 1 <= values.min() ?? 0, "\(values)")
                #expect(scale.ticks.last?.value ?? 0 >= values.max() ?? 0, "\(values)")
                if isFromZero { #expect(scale.domain.contains(0)) }
            }
        }
    }

    @Test("Ticks are the numbers that people count by, with one prefix for a linear axis")
    func ticks() throws {
        func labels(_ kind: Scale.Kind, _ values: [Double], _ unit: String) throws -> [String] {
            let scale = try Scale(kind, of: values, unit: unit, isFromZero: true, chart: "x")
            return scale.ticks.map(\.label) + [scale.unit]
        }
        #expect(try labels(.linear, [0, 97e-6], "s") == ["0", "20", "40", "60", "80", "100", "µs"])
        #expect(try labels(.linear, [0.25], "1") == ["0", "0.05", "0.1", "0.15", "0.2", "0.25", ""])
        #expect(try labels(.linear, [-3, 4], "dB") == ["−4", "−2", "0", "2", "4", "dB"])
        #expect(try labels(.decades, [0.3, 420], "op/B") == ["1", "10", "100", "op/B"])
        #expect(try labels(.decades, [2e9, 3e11], "op/s") == ["10 G", "100 G", "op/s"])
        #expect(try labels(.decades, [1.2e9, 4.4e9], "op/s") == ["1 G", "2 G", "5 G", "op/s"])
        #expect(try labels(.decades, [0.4, 11], "1") == ["0.2", "0.5", "1", "2", "5", "10", "20", ""])
        #expect(try labels(.octaves, [4096, 32768], "B") == ["4 Ki", "8 Ki", "16 Ki", "32 Ki", "B"])
    }

    @Test("What has no place on an axis is refused with its value")
    func refused() {
        func scale(_ kind: Scale.Kind, _ values: [Double]) throws(ChartError) -> Scale {
            try Scale(kind, of: values, unit: "s", chart: "x")
        }
        #expect(throws: ChartError.empty(chart: "x")) { try scale(.linear, []) }
        #expect(throws: ChartError.notFinite(chart: "x", value: .infinity)) { try scale(.decades, [1, .infinity]) }
        #expect(throws: ChartError.notPositive(chart: "x", value: 0)) { try scale(.octaves, [1, 0]) }
        #expect(throws: ChartError.self) { try scale(.linear, [.nan]) }
    }

    @Test(
        "One value and equal values stand within an axis",
        arguments: [0, 1, -2.5, 1e-300, 1e300, Double.leastNonzeroMagnitude])
    func alone(value: Double) throws {
        for count in [1, 3] {
            let scale = try Scale(.linear, of: Array(repeating: value, count: count), unit: "1", chart: "x")
            #expect((0...1).contains(scale.position(of: value)) && scale.domain.lowerBound < scale.domain.upperBound)
            guard value >= 1e-300 else { continue }
            let decades = try Scale(.decades, of: Array(repeating: value, count: count), unit: "1", chart: "x")
            #expect((0...1).contains(decades.position(of: value)), "\(value) \(decades.domain)")
        }
    }
}
