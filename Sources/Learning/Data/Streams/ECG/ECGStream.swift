import Models
import Statistics

/// Heartbeats of persons, to be told apart: normal, premature from above the ventricles, premature from the ventricles.
///
/// The signal is that of the model of McSharry et al. (``ECGDynamics``, ``Tachogram``); each person has a rhythm and a
/// morphology of their own. The classes are N, S and V of ANSI/AAMI EC57, "Testing and reporting performance results
/// of cardiac rhythm and ST segment measurement algorithms": S is early with the shape of a sinus beat, V early without
/// P wave, with a wide QRS complex and an inverted T wave. Beats of different kinds in one signal of Gaussian waves are
/// after G. D. Clifford, S. Nemati, R. Sameni, "An artificial vector model for generating abnormal electrocardiographic
/// rhythms", Physiological Measurement 31(5), 2010. How early, and by how much a person's ventricular beats differ, is
/// this project's choice.
///
/// An example is 1.5 s at 128 Hz in mV: from 1 s before the R peak, so that the interval from the beat before mostly
/// shows, to 0.5 s after it. The baseline breathes by 0.15 mV as in the paper; white noise is added at 4 to 14 dB, by
/// person.
public struct ECGStream: ExampleStream {
    /// Samples a second.
    public static let samplingRate = 128.0
    /// Samples before the R peak.
    static let before = 128
    /// Millivolts of one unit of z, and z at 0 mV: the paper's −0.4 to 1.2 mV are those of its beat, which ranges from
    /// −0.01616 to 0.04196 at 60 beats a minute.
    static let scale = 1.6 / (0.04196 + 0.01616)
    static let zero = -0.01616 + 0.4 / scale
    /// Steps of the integration in a sample; the paper takes 256 steps a second.
    private static let oversampling = 2

    /// 192 samples of one channel, in mV.
    public let shape = ImageShape(height: 192, width: 1, channels: 1)
    /// The beats N, S and V of EC57.
    public let classes = ["normal", "supraventricular", "ventricular"]
    private let seed: UInt64

    /// - Parameter seed: of a run.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// A window around a beat of a person.
    public func example(_ index: Int, of source: Int) -> LabelledExample {
        let person = ECGPerson(seed: seed, number: source)
        var generator = SeededGenerator(seed: seed, stream: "ECG, person \(source), beat \(index)")
        let label = generator.integer(below: classes.count)
        var signal = window(of: person, label: label, time: Tachogram.period * generator.uniform(), using: &generator)
        addNoise(to: &signal, ratio: person.noiseRatio, using: &generator)
        return LabelledExample(input: signal.map(Float.init), label: label)
    }

    /// A person's signal around a beat, in mV, without noise.
    func window(
        of person: ECGPerson, label: Int, time start: Double, using generator: inout SeededGenerator
    ) -> [Double] {
        let step = 1 / (Self.samplingRate * Double(Self.oversampling))
        let target = 4
        var beats = [person.normal]
        var rhythm = ECGRhythm(step: step)
        var peak = 0
        for beat in 1...target + 2 {
            let sinus = person.tachogram.interval(at: start + Double(rhythm.count) * step)
            var interval = sinus
            if beat == target, label > 0 {
                let share = (person.normal.diastole.upperBound - person.normal.diastole.lowerBound) / (2 * .pi)
                interval *= 1 - share * generator.uniform(in: 0.2...0.9)
            }
            rhythm.append(beat: beat, sinus: sinus, interval: interval, diastole: person.normal.diastole)
            beats.append(beat == target && label == 2 ? person.ventricular : person.normal)
            if beat == target { peak = rhythm.count }
        }
        let dynamics = ECGDynamics(respiration: person.respiration, baseline: 0.15 / Self.scale)
        return voltage(
            dynamics, rhythm, beats, step: step, start: start, from: peak - Self.before * Self.oversampling)
    }

    /// Every second z of the trajectory from a step on, in mV; it starts on the limit cycle at an R peak, where z is
    /// near the height of the paper's.
    private func voltage(
        _ dynamics: ECGDynamics, _ rhythm: ECGRhythm, _ beats: [ECGWaves], step: Double, start: Double, from first: Int
    ) -> [Double] {
        let waves = beats.map(\.all)
        var state = ECGDynamics.State(x: 1, y: 0, z: 0.04)
        var signal: [Double] = []
        signal.reserveCapacity(shape.count)
        var number = 0
        for stretch in rhythm.stretches {
            for _ in 0..<stretch.steps {
                if number >= first, (number - first) % Self.oversampling == 0 {
                    signal.append((state.z - Self.zero) * Self.scale)
                    if signal.count == shape.count { return signal }
                }
                state = dynamics.advanced(
                    state, time: start + Double(number) * step, step: step, velocity: stretch.velocity,
                    waves: waves[stretch.beat])
                number += 1
            }
        }
        return signal
    }
}
