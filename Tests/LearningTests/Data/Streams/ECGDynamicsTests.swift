import Foundation
import Statistics
import TestSupport
import Testing

@testable import Learning

/// The model of the ECG against SciPy, and against what its authors say of it.
@Suite struct ECGDynamicsTests {
    private struct Fixture: Decodable {
        struct Case: Decodable {
            let rate: Double
            let start: [Double]
            let states: [[Double]]
        }
        let cases: [Case]
        let range: [Double]
    }

    private static func fixture() throws -> Fixture {
        let url = try #require(Bundle.module.url(forResource: "ecg", withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }

    /// The largest difference from SciPy's trajectory, in units of z.
    private func difference(_ waves: [ECGWaves.Wave]) throws -> Double {
        let dynamics = ECGDynamics(respiration: 0.25, baseline: 0.005)
        var largest = 0.0
        for reference in try Self.fixture().cases {
            var state = ECGDynamics.State(x: reference.start[0], y: reference.start[1], z: reference.start[2])
            for (sample, expected) in reference.states.enumerated() {
                for (actual, expected) in zip([state.x, state.y, state.z], expected) {
                    largest = max(largest, abs(actual - expected))
                }
                for step in 0..<16 {
                    state = dynamics.advanced(
                        state, time: Double(sample * 16 + step) / 256, step: 1 / 256,
                        velocity: 2 * .pi * reference.rate / 60, waves: waves)
                }
            }
        }
        return largest
    }

    @Test func followsSciPy() throws {
        let all = ECGWaves.published.all
        #expect(try difference(all) < 2e-6)
        // One sign, one width or one angle that is wrong shows.
        for index in all.indices {
            for change in 0..<3 {
                var wrong = all
                if change == 0 { wrong[index].strength *= -1 }
                if change == 1 { wrong[index].width *= 1.1 }
                if change == 2 { wrong[index].angle += 0.05 }
                #expect(try difference(wrong) > 2e-4)
            }
        }
    }

    /// The radius follows r' = r(1 − r), whose solution is the logistic curve.
    @Test func isDrawnToTheUnitCircle() {
        var generator = SeededGenerator(for: "ECG, limit cycle")
        let dynamics = ECGDynamics(respiration: 0.25, baseline: 0)
        for _ in 0..<10 {
            var state = ECGDynamics.State(x: generator.gaussian(), y: generator.gaussian(), z: generator.gaussian())
            let start = hypot(state.x, state.y)
            for step in 1...2560 {
                state = dynamics.advanced(
                    state, time: Double(step - 1) / 256, step: 1 / 256, velocity: 7, waves: ECGWaves.published.all)
                let radius = 1 / (1 + (1 / start - 1) * exp(-Double(step) / 256))
                #expect(abs(hypot(state.x, state.y) - radius) < 1e-6)
            }
            #expect(abs(state.z) < 0.05)
        }
    }

    @Test func scalesToTheMillivoltsOfThePaper() throws {
        let range = try Self.fixture().range
        #expect(abs((range[0] - ECGStream.zero) * ECGStream.scale + 0.4) < 1e-3)
        #expect(abs((range[1] - ECGStream.zero) * ECGStream.scale - 1.2) < 1e-3)
    }

    @Test func keepsTheWavesHeightsAtOtherRates() {
        for rate in [50.0, 60, 75, 100, 120] {
            let waves = ECGWaves.published.adjusted(toRate: rate)
            for (wave, published) in zip(waves.all, ECGWaves.published.all) {
                // A wave is as high as ∫ a·u·exp(−u²/2b²) du = a·b², by the angular velocity, which grows with the
                // rate.
                let height = wave.strength * wave.width * wave.width * 60 / rate
                #expect(abs(height - published.strength * published.width * published.width) < 1e-12)
            }
            // Bazett: QT by the square root of RR is about the same.
            let rr = 60 / rate
            let qt = (waves.t.angle + 2 * waves.t.width - waves.q.angle) / (2 * .pi) * rr
            #expect(abs(qt / rr.squareRoot() - 0.42) < 0.05)
        }
    }

    /// Steps at which a trajectory passes the R peak's angle upwards, at a constant and at a cut diastole.
    @Test func beatsComeWhenTheRhythmSays() {
        var generator = SeededGenerator(for: "ECG, rhythm")
        let step = 1.0 / 256
        for _ in 0..<20 {
            let waves = ECGWaves.published.adjusted(toRate: 60)
            var rhythm = ECGRhythm(step: step)
            var expected: [Int] = []
            for beat in 1...6 {
                let sinus = 0.8 + 0.4 * generator.uniform()
                let interval = sinus * (generator.integer(below: 2) == 0 ? 1 : 0.7 + 0.3 * generator.uniform())
                let before = rhythm.count
                rhythm.append(beat: beat, sinus: sinus, interval: interval, diastole: waves.diastole)
                #expect(abs(Double(rhythm.count - before) * step - interval) <= step)
                expected.append(rhythm.count)
            }
            let dynamics = ECGDynamics(respiration: 0.25, baseline: 0)
            var state = ECGDynamics.State(x: 1, y: 0, z: 0.04)
            var passed: [Int] = []
            var number = 0
            for stretch in rhythm.stretches {
                for _ in 0..<stretch.steps {
                    let before = state
                    state = dynamics.advanced(
                        state, time: Double(number) * step, step: step, velocity: stretch.velocity, waves: waves.all)
                    number += 1
                    if before.y < 0, state.y >= -0.02, passed.last.map({ number - $0 > 50 }) ?? (number > 50) {
                        passed.append(number)
                    }
                }
            }
            #expect(passed.count == expected.count)
            #expect(zip(passed, expected).allSatisfy { abs($0 - $1) <= 1 })
        }
    }

    @Test func intervalsHaveTheSpectrumOfThePaper() {
        var generator = SeededGenerator(for: "RR tachogram")
        for _ in 0..<20 {
            let mean = 0.6 + 0.6 * generator.uniform()
            let deviation = mean * 0.05
            let ratio = 0.3 + 2 * generator.uniform()
            let tachogram = Tachogram(mean: mean, deviation: deviation, ratio: ratio, using: &generator)
            let series = (0..<512).map { tachogram.interval(at: Double($0)) }
            let average = series.reduce(0, +) / 512
            let variance = series.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 512
            #expect(abs(average - mean) < 1e-9)
            #expect(abs(variance.squareRoot() / deviation - 1) < 1e-9)
            func moment(_ range: Range<Double>, _ weight: (Double) -> Double) -> Double {
                (1..<256).map { Double($0) / 512 }.filter(range.contains)
                    .reduce(0) { $0 + weight($1) * power(of: series, at: $1, rate: 1) }
            }
            // The bands of heart rate variability; each mode is in the middle of its own.
            let (low, high) = (0.04..<0.15, 0.15..<0.4)
            let powers = (low: moment(low) { _ in 1 }, high: moment(high) { _ in 1 })
            #expect(abs(powers.low / powers.high / ratio - 1) < 0.01)
            #expect(abs(moment(low) { $0 } / powers.low - 0.1) < 1e-4)
            #expect(abs(moment(high) { $0 } / powers.high - 0.25) < 1e-4)
            #expect(abs((moment(low) { ($0 - 0.1) * ($0 - 0.1) } / powers.low).squareRoot() - 0.01) < 1e-4)
        }
    }
}
