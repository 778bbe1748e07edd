import Foundation
import Statistics
import TestSupport
import Testing

@testable import Learning

@Suite struct PowerSpectrumTests {
    /// The transform by its definition.
    private static func decibels(_ signal: [Float]) -> [Float] {
        let n = signal.count
        return (1...n / 2).map { k in
            var (real, imaginary) = (0.0, 0.0)
            for (index, sample) in signal.enumerated() {
                let window = 0.5 - 0.5 * cos(2 * Double.pi * Double(index) / Double(n))
                let angle = -2 * Double.pi * Double(k * index % n) / Double(n)
                real += window * Double(sample) * cos(angle)
                imaginary += window * Double(sample) * sin(angle)
            }
            return Float(10 * log10(max((real * real + imaginary * imaginary) / Double(n), 1e-12)))
        }
    }

    @Test(arguments: [2, 4, 8, 64, 256])
    func equalsItsDefinition(count: Int) throws {
        var generator = SeededGenerator(for: "spectrum of \(count)")
        let spectrum = try #require(PowerSpectrum(count: count))
        let signal = generator.numbers(count).map { Float($0) }
        for (found, expected) in zip(spectrum.decibels(of: signal), Self.decibels(signal)) {
            #expect(abs(found - expected) < 1e-3, "\(found) instead of \(expected)")
        }
    }

    @Test func aToneStandsAtItsFrequency() throws {
        let spectrum = try #require(PowerSpectrum(count: 128))
        let tone = (0..<128).map { Float(sin(2 * Double.pi * 20 * Double($0) / 128)) }
        let found = spectrum.decibels(of: tone)
        #expect(found.indices.max { found[$0] < found[$1] } == 19)
    }

    @Test func otherLengthsAreRefused() {
        for count in [-1, 0, 1, 3, 100] { #expect(PowerSpectrum(count: count) == nil) }
    }
}
