import Foundation
import Statistics
import TestSupport
import Testing

@testable import Learning

/// What distinguishes the beats, on windows without noise.
@Suite struct ECGStreamTests {
    private let stream = ECGStream(seed: 11)

    private func windows(_ label: Int, _ body: (ECGPerson, [Double]) throws -> Void) rethrows {
        for number in 0..<12 {
            let person = ECGPerson(seed: 11, number: number)
            var generator = SeededGenerator(seed: 11, stream: "test \(number)")
            for _ in 0..<4 {
                let time = 512 * generator.uniform()
                let window = stream.window(of: person, label: label, time: time, using: &generator)
                #expect(window.count == 192)
                try body(person, window)
            }
        }
    }

    /// The R peak before the one at sample 128, for sinus beats before it.
    private func previousPeak(_ window: [Double]) -> Int {
        let candidates = 0..<100
        return candidates.max { window[$0] < window[$1] } ?? 0
    }

    /// Samples around the peak that are above half its height over the median.
    private func width(_ window: [Double]) -> Int {
        let median = window.sorted()[96]
        let top = (124..<133).map { window[$0] }.max() ?? 0
        let half = (top + median) / 2
        var width = 0
        for direction in [-1, 1] {
            var place = 128
            while window.indices.contains(place), window[place] > half {
                place += direction
                width += 1
            }
        }
        return width
    }

    @Test func normalBeatsComeInTheirRhythm() {
        windows(0) { person, window in
            #expect((126...130).contains((120..<137).max { window[$0] < window[$1] } ?? 0))
            let interval = Double(128 - previousPeak(window)) / 128
            // Within what a tachogram varies; a beat before the window is not seen.
            if person.tachogram.mean < 0.8 {
                #expect(abs(interval / person.tachogram.mean - 1) < 0.25)
            }
            #expect((window.max() ?? 9) < 3 && (window.min() ?? -9) > -2)
        }
    }

    @Test func supraventricularBeatsAreEarly() {
        var normal = 0.0
        var early = 0.0
        windows(0) { person, window in normal += Double(128 - previousPeak(window)) / person.tachogram.mean }
        windows(1) { person, window in early += Double(128 - previousPeak(window)) / person.tachogram.mean }
        #expect(early / normal > 0.7 && early / normal < 0.9)
    }

    @Test func ventricularBeatsAreWideWithAnInvertedT() {
        var widths = [0.0, 0, 0]
        var tails = [0.0, 0, 0]
        for label in 0..<3 {
            windows(label) { _, window in
                widths[label] += Double(width(window)) / 48
                let median = window.sorted()[96]
                tails[label] += (150..<185).reduce(0) { $0 + window[$1] - median } / 48
            }
        }
        #expect(abs(widths[1] - widths[0]) < 0.5)
        #expect(widths[2] > 1.3 * widths[0])
        #expect(tails[0] > 0 && tails[1] > 0 && tails[2] < 0)
    }

    @Test func noiseHasTheRatioAskedFor() {
        var generator = SeededGenerator(for: "signal-to-noise ratio")
        for ratio in [-5.0, 0, 10, 20] {
            let clean = (0..<20_000).map { 3 + sin(Double($0) / 7) }
            var noisy = clean
            addNoise(to: &noisy, ratio: ratio, using: &generator)
            let noise = zip(noisy, clean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 20_000
            // The sine's power is ½.
            #expect(abs(10 * log10(0.5 / noise) - ratio) < 0.3)
        }
    }
}
