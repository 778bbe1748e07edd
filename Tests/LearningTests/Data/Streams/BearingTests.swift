import Foundation
import Statistics
import TestSupport
import Testing

@testable import Learning

@Suite struct BearingTests {
    /// The defect frequencies that the Case Western Reserve University Bearing Data Center gives for its drive-end
    /// bearing.
    @Test func kinematicsAreThoseOfTheDataCenter() {
        let bearing = BearingGeometry.skf6205
        #expect(abs(bearing.outerRace - 3.5848) < 1e-4)
        #expect(abs(bearing.innerRace - 5.4152) < 1e-4)
        #expect(abs(2 * bearing.ballSpin - 4.7135) < 1e-3)
        #expect(abs(bearing.cage - 0.39828) < 1e-4)
        // Balls that do not pass the outer race pass the inner one.
        #expect(abs(bearing.outerRace + bearing.innerRace - 9) < 1e-12)
        #expect(abs(bearing.outerRace - 9 * bearing.cage) < 1e-12)
        let tilted = BearingGeometry(balls: 9, ratio: 0.2, contactAngle: .pi / 2)
        #expect(abs(tilted.outerRace - 4.5) < 1e-12)
    }

    private func vibration(slip: Double = 0.005) -> BearingVibration {
        BearingVibration(geometry: .skf6205, shaft: 29.5, resonance: 3000, damping: 0.05, slip: slip)
    }

    private func envelope(
        _ vibration: BearingVibration, _ fault: BearingFault, noise: Double, _ generator: inout SeededGenerator
    ) -> [Double] {
        let signal = vibration.signal(fault, count: 24_000, rate: 12_000, using: &generator)
        let noisy = signal.map { $0 + noise * generator.gaussian() }
        return LearningTests.envelope(of: noisy, block: 12)
    }

    @Test func envelopesPeakAtTheFaultFrequencies() {
        var generator = SeededGenerator(for: "envelope spectra")
        let model = vibration()
        let bearing = model.geometry
        for (fault, order) in [
            (BearingFault.outerRace, bearing.outerRace), (.innerRace, bearing.innerRace), (.ball, 2 * bearing.ballSpin),
        ] {
            let records = (0..<4).map { _ in envelope(model, fault, noise: 0.2, &generator) }
            let distance = 29.5 * fault.turns(bearing)
            // With the sidebands of the load zone, which chance may make the strongest lines.
            let found = peak(in: 80...200, step: 0.25) { frequency in
                records.reduce(0) { sum, record in
                    sum + power(of: record, at: frequency, rate: 1000)
                        + power(of: record, at: frequency - distance, rate: 1000)
                        + power(of: record, at: frequency + distance, rate: 1000)
                }
            }
            #expect(abs(found / (29.5 * order) - 1) < 0.01, "\(fault): \(found) Hz")
            // One that takes another race's frequency, or turns of the ball for its impacts, would have been caught.
            for other in [bearing.outerRace, bearing.innerRace, 2 * bearing.ballSpin, bearing.ballSpin]
            where other != order {
                #expect(abs(found / (29.5 * other) - 1) > 0.05)
            }
        }
    }

    @Test func theLoadZoneModulatesByTheShaftAndTheCage() {
        var generator = SeededGenerator(for: "load zone")
        let model = vibration(slip: 0)
        let bearing = model.geometry
        func sidebands(_ fault: BearingFault, _ order: Double, _ distance: Double) -> Double {
            let shape = envelope(model, fault, noise: 0, &generator)
            let centre = power(of: shape, at: 29.5 * order, rate: 1000)
            return power(of: shape, at: 29.5 * (order - distance), rate: 1000) / centre
        }
        #expect(sidebands(.innerRace, bearing.innerRace, 1) > 0.1)
        #expect(sidebands(.innerRace, bearing.innerRace, 0.6) < 0.01)
        #expect(sidebands(.ball, 2 * bearing.ballSpin, bearing.cage) > 0.1)
        #expect(sidebands(.outerRace, bearing.outerRace, 1) < 0.01)
        #expect(model.load(at: 0) == 1)
        #expect(model.load(at: .pi) == 0)
        #expect(model.load(at: 1) == model.load(at: -1))
    }

    @Test func impactsRingAtTheResonanceAndDecay() {
        var generator = SeededGenerator(for: "resonance")
        let model = vibration(slip: 0)
        let signal = model.signal(.outerRace, count: 12_000, rate: 12_000, using: &generator)
        #expect(abs(peak(of: signal, in: 2500...3500, step: 1, rate: 12_000) - 3000) < 107)
        // Mean square of exp(−ζωt)·sin(ωt) at 105.75 impacts a second: impacts/(4ζω), less a small term.
        let square = signal.reduce(0) { $0 + $1 * $1 } / 12_000
        #expect(abs(square / (29.5 * 3.5848 / (4 * 0.05 * 2 * .pi * 3000)) - 1) < 0.03)
    }

    /// Errors of slip add up (Antoni & Randall 2003), so that the phase of harmonic k is a random walk of variance
    /// v = (2πkσ)² an impact, and N impacts keep (N + 2Σ(N−d)·exp(−vd/2))/N² of the line's power.
    @Test func slipSmearsTheLinesAsARandomWalkDoes() {
        var generator = SeededGenerator(for: "slip")
        let line = 29.5 * BearingGeometry.skf6205.outerRace
        let (harmonic, slip, impacts) = (4.0, 0.02, (2 * line).rounded())
        func power(_ slip: Double, records: Int) -> Double {
            (0..<records).reduce(0) { sum, _ in
                let shape = envelope(vibration(slip: slip), .outerRace, noise: 0, &generator)
                return sum + LearningTests.power(of: shape, at: harmonic * line, rate: 1000) / Double(records)
            }
        }
        let variance = 4 * Double.pi * Double.pi * harmonic * harmonic * slip * slip
        let kept =
            (1..<Int(impacts)).reduce(impacts) {
                $0 + 2 * (impacts - Double($1)) * exp(-variance * Double($1) / 2)
            } / (impacts * impacts)
        let found = power(slip, records: 60) / power(0, records: 4)
        // The mean of 60 powers, each distributed about exponentially, is known to 13 %.
        #expect(abs(found / kept - 1) < 0.6)
        // Impacts that were late each for itself would keep exp(−v) of it.
        #expect(abs(found / exp(-variance) - 1) > 0.8)
    }

    @Test func faultsHaveTheirShareOfThePower() {
        let stream = BearingStream(seed: 4)
        for source in 0..<4 {
            let machine = BearingMachine(seed: 4, number: source)
            let shaft = machine.imbalance.reduce(0) { $0 + $1 * $1 / 2 }
            for index in 0..<40 {
                let example = stream.example(index, of: source)
                let power = example.input.reduce(0) { $0 + Double($1 * $1) } / 1024 / (machine.gain * machine.gain)
                // Of noise and shaft alone, or with a fault of −8 to 2 dB; noise of 1024 samples varies by some per
                // cent.
                let range = example.label == 0 ? 0...0 : 0.158...1.585
                #expect(power > (1 + shaft + range.lowerBound) * 0.75)
                #expect(power < (1 + shaft + range.upperBound) * 1.25)
            }
        }
    }
}
