import Statistics
import TestSupport
import Testing

@testable import Drift

/// What holds for all parameters and streams.
@Suite("Properties of detectors") struct PropertyTests {
    @Test("Alarms are those of the definitions", arguments: [false, true]) func definitions(errors: Bool) throws {
        var generator = SeededGenerator(for: "definitions of detectors, \(errors ? "errors" : "losses")")
        for trial in 0..<150 {
            let values = randomStream(&generator, errors: errors)
            let pageHinkley = PageHinkleyParameters.random(&generator)
            let adwin = ADWINParameters.random(&generator)
            let ddm = DDMParameters.random(&generator)
            let plain = PlainPageHinkley(parameters: pageHinkley).run(values)
            #expect(try plain.agrees(with: alarms(of: pageHinkley.detector(), on: values)), "\(trial): \(pageHinkley)")
            let windowed = PlainADWIN(adwin).run(values)
            #expect(try windowed.agrees(with: alarms(of: adwin.detector(), on: values)), "\(trial): \(adwin)")
            guard errors else { continue }
            let counted = PlainDDM(parameters: ddm).run(values)
            #expect(try counted.agrees(with: alarms(of: ddm.detector(), on: values)), "\(trial): \(ddm)")
        }
    }

    @Test("Rises of a stream are falls of its mirror image, at any scale") func symmetry() throws {
        var generator = SeededGenerator(for: "symmetry of Page-Hinkley")
        for trial in 0..<100 {
            let values = randomStream(&generator, errors: false)
            let parameters = PageHinkleyParameters.random(&generator)
            func found(_ mode: PageHinkley.Mode, scale: Double) throws -> [Int] {
                let detector = try PageHinkley(
                    minInstances: parameters.min_instances, delta: abs(scale) * parameters.delta,
                    threshold: abs(scale) * parameters.threshold, alpha: parameters.alpha, mode: mode)
                return alarms(of: detector, on: values.map { scale * $0 })
            }
            // Powers of two round nothing.
            for scale in [1, 0x1p-400, 0x1p400] {
                #expect(try found(.up, scale: 1) == found(.down, scale: -scale), "trial \(trial)")
                #expect(try found(.both, scale: 1) == found(.both, scale: -scale), "trial \(trial)")
            }
        }
    }

    /// Of the window's sums, against the same window kept as a whole.
    @Test("ADWIN's sums are those of its newest values") func windowSums() throws {
        var generator = SeededGenerator(for: "sums of ADWIN")
        for trial in 0..<100 {
            let values = randomStream(&generator, errors: false)
            var detector = try ADWINParameters.random(&generator).detector()
            for (index, value) in values.enumerated() {
                _ = detector.add(value)
                let window = values[...index].suffix(detector.width)
                let mean = window.reduce(0, +) / Double(window.count)
                let variance = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
                guard index.isMultiple(of: 37) || index == values.count - 1 else { continue }
                #expect(abs(detector.estimation - mean) < 1e-9, "trial \(trial), value \(index)")
                #expect(abs(detector.variance - variance) < 1e-9 * max(1, variance), "trial \(trial), value \(index)")
            }
        }
    }

    @Test("What is no number changes nothing") func unwatchable() throws {
        var generator = SeededGenerator(for: "unwatchable values")
        let intruders = [.nan, .signalingNaN, .infinity, -.infinity, .greatestFiniteMagnitude, -0x1.1p480]
        func check<Detector: DriftDetector & Equatable>(_ clean: Detector, intruders: [Double]) {
            var (clean, mixed) = (clean, clean)
            for value in randomStream(&generator, errors: true) {
                let isSilent = intruders.allSatisfy { !mixed.add($0) }
                let (expected, found) = (clean.add(value), mixed.add(value))
                #expect(isSilent && found == expected && mixed == clean)
            }
        }
        for _ in 0..<5 {
            check(try PageHinkleyParameters.random(&generator).detector(), intruders: intruders)
            check(try ADWINParameters.random(&generator).detector(), intruders: intruders)
            check(try DDMParameters.random(&generator).detector(), intruders: intruders + [-0.1, 1.1])
        }
    }

    /// Nothing finite that is taken leaves a state that raises no alarm ever after.
    @Test("The largest values that are taken do no lasting harm") func largestValues() throws {
        let bursts = [0x1p480, -0x1p480, 0x1p480, 0x1p480, -0x1p480]
        let after = Array(repeating: 0.0, count: 2000) + Array(repeating: 0x1p470, count: 2000)
        #expect(try !alarms(of: PageHinkley(), on: bursts + after).isEmpty)
        var adwin = try ADWIN(clock: 1)
        for value in bursts + after { _ = adwin.add(value) }
        #expect(adwin.estimation.isFinite && adwin.variance.isFinite)
    }

    @Test("A reset detector is a new one") func resets() throws {
        var generator = SeededGenerator(for: "resets of detectors")
        func check<Detector: DriftDetector & Equatable>(_ new: Detector) {
            var used = new
            for value in randomStream(&generator, errors: true) { _ = used.add(value) }
            used.reset()
            let isNew = used == new
            #expect(isNew && used.stateByteCount == new.stateByteCount)
        }
        for _ in 0..<20 {
            check(try PageHinkleyParameters.random(&generator).detector())
            check(try ADWINParameters.random(&generator).detector())
            check(try DDMParameters.random(&generator).detector())
        }
    }
}
