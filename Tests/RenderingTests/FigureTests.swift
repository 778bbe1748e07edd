import TestSupport
import Statistics
import Report
import Testing

@testable import Rendering

@Suite struct FigureTests {
    @Test(arguments: [
        (1.23e-6, "s", Report.Interval(1.21e-6, 1.25e-6), "1.23 µs [1.21, 1.25]"),
        (1.23e-6, "s", .init(1.2299e-6, 1.2301e-6), "1.230 µs [1.230, 1.230]"),
        (9.4e-5, "s", .init(5e-5, 2e-4), "94 µs [50, 200]"),
        (2.5e-3, "s", .init(2.4e-3, 2.6e-3), "2.50 ms [2.40, 2.60]"),
        (1.5, "s", .init(1, 2), "1.5 s [1.0, 2.0]"),
        (999.99e-9, "s", .init(999e-9, 1001e-9), "1.000 µs [0.999, 1.001]"),
        (47.619e9, "op/s", .init(47e9, 48.2e9), "47.6 Gop/s [47.0, 48.2]"),
        (3.75e9, "B/s", .init(3.75e9, 3.75e9), "3.75 GB/s"),
        (65536, "B", .init(65536, 65536), "64 KiB"),
        (1023, "B", .init(1023, 1023), "1,023 B"),
        (8_589_934_592, "B", .init(8_589_934_592, 8_589_934_592), "8 GiB"),
        (0, "B", .init(0, 0), "0 B"),
        (2.5e-6, "J", .init(2e-6, 3e-6), "2.5 µJ [2.0, 3.0]"),
        (0, "s", .init(0, 0), "0 s"),
        (0, "1", .init(0, 0.0067), "0 [0, 0.0067]"),
        (1.5, "s", .init(0, 3), "1.5 s [0, 3.0]"),
        (38.25, "dB", .init(38.25, 38.25), "38.25 dB"),
        (-3.5, "dB", .init(-4, -3), "-3.5 dB [-4.0, -3.0]"),
        (12_345_678, "1", .init(12_345_678, 12_345_678), "12,345,678"),
        (0.000012, "1", .init(0.000012, 0.000012), "1.2e-05"),
        (1e300, "1", .init(1e300, 1e300), "1e+300"),
    ])
    func figuresAreReadable(value: Double, unit: String, interval: Report.Interval, text: String) {
        #expect(Figure(value, unit: unit, interval: interval).full == text)
    }

    @Test func ratiosAndShares() {
        #expect(Figure.ratio(0.43, interval: .init(0.42, 0.44)).full == "0.430× [0.420, 0.440]")
        #expect(Figure.ratio(2).full == "2×")
        #expect(Figure.share(0.4312, interval: .init(0.428, 0.434)).full == "43.1 % [42.8, 43.4]")
        #expect(Figure.share(1).full == "100 %")
    }

    /// What is shown is the number itself, rounded to no less than two significant digits.
    @Test func noFigureIsOffByMoreThanItsRounding() throws {
        var generator = SeededGenerator(for: "figures")
        let prefixes: [Character: Double] = [
            "p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12,
        ]
        for _ in 0..<5000 {
            let power = Double(
                (0..<Int.random(in: 0...20, using: &generator)).reduce(1e-9) { result, _ in result * 10 })
            let value = Double.random(in: 1..<10, using: &generator) * power
            let width = value * Double.random(in: 0..<0.5, using: &generator)
            let text = Figure(value, unit: "J", interval: .init(value - width, value + width)).number
            let parts = text.split(separator: " ")
            let number = try #require(Double(String(parts[0]).replacing(",", with: "")))
            let prefix = parts[1].count == 2 ? parts[1].first.flatMap { prefixes[$0] } ?? .nan : 1
            #expect(abs(number * prefix - value) <= 0.05 * value + 1e-15, "\(value) is shown as \(text)")
            #expect(number <= 1000 || prefix == 1e12, "\(value) is shown as \(text)")
        }
    }

    @Test func decimalsAreRoundedAsPublished() {
        // Python: format(x, ',.Nf')
        #expect(DecimalText.fixed(1234567.891, decimals: 2) == "1,234,567.89")
        #expect(DecimalText.fixed(999.996, decimals: 2) == "1,000.00")
        #expect(DecimalText.fixed(0.05, decimals: 3) == "0.050")
        #expect(DecimalText.fixed(-0.0001, decimals: 2) == "0.00")
        #expect(DecimalText.fixed(-1234.5, decimals: 1) == "-1,234.5")
        #expect(DecimalText.fixed(.nan, decimals: 1) == "nan")
        #expect(DecimalText.trimmed(1500) == "1,500")
        #expect(DecimalText.trimmed(0.25) == "0.25")
        #expect(DecimalText.trimmed(1.23456) == "1.235")
    }
}
