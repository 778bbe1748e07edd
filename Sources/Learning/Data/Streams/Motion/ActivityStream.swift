import Models
import RealModule
import Statistics

/// Six activities of persons who wear an accelerometer at the waist, to be told apart: the classes, rate and window of
/// UCI HAR (D. Anguita et al., "A public domain dataset for human activity recognition using smartphones", ESANN 2013).
///
/// Gait is a Fourier series on top of gravity (``Gait``), the duration of each step varying by some per cent (J. M.
/// Hausdorff, "Gait variability: methods, modeling and meaning", Journal of NeuroEngineering and Rehabilitation 2:19,
/// 2005); postures differ by the direction of gravity (``ActivityPerson``) and sway slowly. Amounts without a source
/// there are this project's choice.
///
/// An example is 128 samples at 50 Hz, 2.56 s, of three channels in g: up, left, forwards when the sensor sits
/// straight. At rest an accelerometer shows 1 g upwards.
public struct ActivityStream: ExampleStream {
    /// Samples a second.
    public static let samplingRate = 50.0

    /// 128 samples of three channels, in g.
    public let shape = ImageShape(height: 128, width: 1, channels: 3)
    /// The activities in the order of UCI HAR.
    public let classes = ["walking", "upstairs", "downstairs", "sitting", "standing", "lying"]
    private let seed: UInt64

    /// - Parameter seed: of a run.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// A window of a person's activity.
    public func example(_ index: Int, of source: Int) -> LabelledExample {
        let person = ActivityPerson(seed: seed, number: source)
        var generator = SeededGenerator(seed: seed, stream: "activities, person \(source), window \(index)")
        let label = generator.integer(below: classes.count)
        var posture = posture(of: person, label: label, using: &generator)
        let body =
            label < 3
            ? steps(of: person, label: label, using: &generator)
            : [BodyAcceleration](repeating: .init(vertical: 0, lateral: 0, forward: 0), count: shape.height)
        let sway = Sway(degrees: label < 3 ? 1 : 0.7, using: &generator)
        let rest = posture
        var input: [Float] = []
        input.reserveCapacity(shape.count)
        for (sample, movement) in body.enumerated() {
            let time = Double(sample) / Self.samplingRate
            posture.pitch = rest.pitch + sway.pitch(at: time)
            posture.roll = rest.roll + sway.roll(at: time)
            // Gravity is fixed in space, the gait's accelerations move with the trunk.
            let gravity = posture.turned(BodyAcceleration(vertical: 1, lateral: 0, forward: 0))
            let reading = person.mounting.turned(
                BodyAcceleration(
                    vertical: gravity.vertical + movement.vertical, lateral: gravity.lateral + movement.lateral,
                    forward: gravity.forward + movement.forward))
            for value in [reading.vertical, reading.lateral, reading.forward] {
                input.append(Float(value + person.noise * generator.gaussian()))
            }
        }
        return LabelledExample(input: input, label: label)
    }

    /// How the trunk stands.
    private func posture(
        of person: ActivityPerson, label: Int, using generator: inout SeededGenerator
    ) -> Orientation {
        let degree = Double.pi / 180
        let lean: Double =
            switch label {
            case 1: person.standing + 8 * degree
            case 3: person.standing - person.sitting
            case 5: -90 * degree
            default: person.standing
            }
        let turn = label == 5 ? person.lying + generator.normal(0, 15 * degree) : 0
        return Orientation(
            pitch: lean + generator.normal(0, 4 * degree), roll: generator.normal(0, 3 * degree), yaw: turn)
    }

    /// The gait's accelerations, from a phase of the stride that is anywhere.
    func steps(
        of person: ActivityPerson, label: Int, using generator: inout SeededGenerator
    ) -> [BodyAcceleration] {
        var gait = [person.walking, person.walking.upstairs, person.walking.downstairs][label]
        let vigour = Double.exp(generator.normal(0, 0.1))
        let own = person.strengths.map { $0 * vigour }
        gait.scale(vertical: own[0], impacts: own[1], lateral: own[2], forward: own[3])
        gait.stepRate *= .exp(generator.normal(0, 0.03))
        let jitter = label == 0 ? 0.02 : 0.04
        // In steps; a whole one and the next differ in their rate. A stride has two.
        var progress = 2 * generator.uniform()
        var rate = gait.stepRate * (1 + generator.normal(0, jitter))
        return (0..<shape.height).map { _ in
            let before = progress
            progress += rate / Self.samplingRate
            if progress.rounded(.down) > before.rounded(.down) {
                rate = gait.stepRate * (1 + generator.normal(0, jitter))
            }
            func sum(_ harmonics: [Gait.Harmonic], _ phases: [Double]) -> Double {
                zip(harmonics, phases).reduce(0) { $0 + $1.0.amplitude * .cos(2 * .pi * $1.0.order * before + $1.1) }
            }
            return BodyAcceleration(
                vertical: sum(gait.vertical, person.phases[0]), lateral: sum(gait.lateral, person.phases[1]),
                forward: sum(gait.forward, person.phases[2]))
        }
    }
}

/// The slow movement of a trunk that is never still: two sines of 0.1 to 0.4 Hz.
private struct Sway {
    private let amplitude, pitchRate, rollRate, pitchPhase, rollPhase: Double

    init(degrees: Double, using generator: inout SeededGenerator) {
        amplitude = degrees * .pi / 180
        pitchRate = generator.uniform(in: 0.1...0.4)
        rollRate = generator.uniform(in: 0.1...0.4)
        pitchPhase = generator.phase()
        rollPhase = generator.phase()
    }

    func pitch(at time: Double) -> Double { amplitude * .sin(2 * .pi * pitchRate * time + pitchPhase) }

    func roll(at time: Double) -> Double { amplitude * .sin(2 * .pi * rollRate * time + rollPhase) }
}
