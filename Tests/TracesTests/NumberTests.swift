import Foundation
import Statistics
import TestSupport
import Testing

@testable import Traces

@Suite("Numbers of traces")
struct NumberTests {
    private func value(_ text: String) -> Double? {
        Array(text.utf8).withUnsafeBytes { Number.value(of: $0) }
    }

    /// The first field of a line, by the way that most fields are read.
    private func field(_ text: String) -> Double? {
        Array("\(text),7".utf8).withUnsafeBytes { bytes in
            var cursor = FieldCursor(bytes, delimiter: UInt8(ascii: ","))
            return cursor?.number()
        }
    }

    @Test("They are those of strtod, to the last bit")
    func randomNumbers() {
        var random = SeededGenerator(for: #function)
        func digits(upTo count: Int) -> String {
            String((0..<random.integer(below: count + 1)).map { _ in Character("\(random.integer(below: 10))") })
        }
        for _ in 0..<50_000 {
            var text = ["", "-", ""][random.integer(below: 3)] + digits(upTo: 20) + "\(random.integer(below: 10))"
            if random.integer(below: 4) > 0 { text += "." + digits(upTo: 20) }
            if random.integer(below: 3) == 0 {
                text += ["e", "E+", "e-"][random.integer(below: 3)] + "\(random.integer(below: 330))"
            }
            let expected = strtod(text, nil)
            if expected.isFinite {
                #expect(value(text)?.bitPattern == expected.bitPattern, "\(text)")
                #expect(field(text)?.bitPattern == expected.bitPattern, "\(text)")
            } else {
                #expect(value(text) == nil, "\(text)")
            }
        }
    }

    @Test(
        "Halfway cases and ends of the range",
        arguments: [
            "9007199254740993", "9007199254740992.5", "0.1", "1e22", "1e23", "9007199254740991e22",
            "123456789012345678901",
            "2.2250738585072011e-308", "4.9e-324", "1e-400", "1.7976931348623157e308", "-0", "0.30000000000000004",
            ".5", "5.",
        ])
    func hardNumbers(text: String) {
        #expect(value(text)?.bitPattern == strtod(text, nil).bitPattern)
        #expect(field(text)?.bitPattern == strtod(text, nil).bitPattern)
    }

    @Test("Missing", arguments: ["", "  ", "nan", "NaN", "NAN", "-nan", "\"\"", "np.float64(nan)"])
    func missing(text: String) {
        #expect(value(text)?.isNaN == true && field(text)?.isNaN == true)
    }

    @Test("Wrapped", arguments: [" 1.5", "1.5 ", "\"1.5\"", "np.float64(1.5)", "+1.5"])
    func wrapped(text: String) {
        #expect(value(text) == 1.5 && field(text) == 1.5)
    }

    @Test(
        "None",
        arguments: [
            "x", "1x", "1.5.2", "-", ".", "e5", "1e", "1e+", "inf", "0x10", "1e999", "--1", "1 2", "1e5.5", "nanx",
        ])
    func none(text: String) {
        #expect(value(text) == nil && field(text) == nil)
    }
}
