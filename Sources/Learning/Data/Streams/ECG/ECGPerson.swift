import RealModule
import Statistics

/// Rhythm and morphology of one person.
///
/// The paper gives one healthy beat; the spread between persons is this project's choice: rates of rest, strengths
/// within about ±15 %, widths within about ±8 %, places within about ±0.03 rad.
struct ECGPerson: Sendable {
    /// RR intervals.
    let tachogram: Tachogram
    /// Respiratory frequency in Hz.
    let respiration: Double
    /// A sinus beat.
    let normal: ECGWaves
    /// A beat from the ventricles.
    let ventricular: ECGWaves
    /// Signal-to-noise ratio of the recordings, in dB.
    let noiseRatio: Double

    init(seed: UInt64, number: Int) {
        var generator = SeededGenerator(seed: seed, stream: "ECG, person \(number)")
        let rate = generator.uniform(in: 55...90)
        let mean = 60 / rate
        respiration = generator.uniform(in: 0.2...0.3)
        tachogram = Tachogram(
            mean: mean, deviation: mean * generator.uniform(in: 0.03...0.06), ratio: generator.uniform(in: 0.3...2),
            respiration: respiration, using: &generator)
        func own(_ wave: ECGWaves.Wave) -> ECGWaves.Wave {
            ECGWaves.Wave(
                angle: wave.angle + generator.normal(0, 0.03),
                strength: wave.strength * .exp(generator.normal(0, 0.15)),
                width: wave.width * .exp(generator.normal(0, 0.08)))
        }
        let published = ECGWaves.published
        var waves = ECGWaves(
            p: own(published.p), q: own(published.q), r: own(published.r), s: own(published.s), t: own(published.t))
        // The R peak is where the cycle starts.
        waves.r.angle = 0
        normal = waves.adjusted(toRate: rate)
        ventricular = normal.ventricular(
            widening: generator.uniform(in: 1.3...1.9), height: generator.uniform(in: 0.8...1.5),
            inversion: generator.uniform(in: 0.4...1.2))
        noiseRatio = generator.uniform(in: 4...14)
    }
}

extension ECGWaves {
    /// A ventricular premature beat: no P wave, a wide and often large QRS complex (120 ms and more), T broad and
    /// opposite.
    ///
    /// What changes is from K. Zeppenfeld et al., "2022 ESC Guidelines for the management of patients with ventricular
    /// arrhythmias", European Heart Journal 43(40), 2022 (definition of a premature ventricular complex); by how much
    /// is this project's choice.
    /// - Parameters:
    ///   - widening: of Q, R and S, by which they also move apart.
    ///   - height: of R, by the sinus beat's.
    ///   - inversion: depth of T, by the sinus beat's height.
    func ventricular(widening: Double, height: Double, inversion: Double) -> ECGWaves {
        // The height of a wave is strength × width².
        func widened(_ wave: Wave, by widening: Double, height: Double) -> Wave {
            Wave(
                angle: wave.angle, strength: wave.strength * height / (widening * widening),
                width: wave.width * widening)
        }
        func apart(_ wave: Wave) -> Wave {
            var wave = widened(wave, by: widening, height: height)
            wave.angle *= widening
            return wave
        }
        return ECGWaves(
            p: widened(p, by: 1, height: 0), q: apart(q), r: apart(r), s: apart(s),
            t: widened(t, by: 1.1, height: -inversion))
    }
}
