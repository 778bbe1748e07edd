import RealModule
import Statistics

/// How one person moves, and wears the sensor.
///
/// Step rates are normal with 1.87 ± 0.186 Hz (S. Živanović, A. Pavic, P. Reynolds, "Probability-based prediction of
/// multi-mode vibration response to walking excitation", Engineering Structures 29(6), 2007). Sitting down turns the
/// pelvis back by 18.3° on average (K. Endo et al., "Sagittal lumbar and pelvic alignment in the standing and sitting
/// positions", Journal of Orthopaedic Science 17(6), 2012). Spreads of strength, posture and mounting are this
/// project's choice.
struct ActivityPerson: Sendable {
    /// Level walking, with the person's own strengths.
    let walking: Gait
    /// Phases of vertical, lateral and forward harmonics.
    let phases: [[Double]]
    /// How the sensor sits on the body.
    let mounting: Orientation
    /// Pelvic tilt in sitting, backwards, in radians.
    let sitting: Double
    /// Forward tilt of the trunk in standing, in radians.
    let standing: Double
    /// Turn to the side in lying, in radians.
    let lying: Double
    /// Own factors of vertical, impacts, lateral, forward.
    let strengths: [Double]
    /// Standard deviation of the sensor's white noise, in g.
    let noise: Double

    init(seed: UInt64, number: Int) {
        var generator = SeededGenerator(seed: seed, stream: "activities, person \(number)")
        let degree = Double.pi / 180
        walking = .walking(stepRate: min(max(generator.normal(1.87, 0.186), 1.4), 2.4))
        var strengths: [Double] = []
        for _ in 0..<4 { strengths.append(.exp(generator.normal(0, 0.2))) }
        self.strengths = strengths
        var phases: [[Double]] = []
        for axis in [walking.vertical, walking.lateral, walking.forward] {
            phases.append(axis.map { _ in generator.phase() })
        }
        self.phases = phases
        mounting = Orientation(
            pitch: generator.normal(0, 6 * degree), roll: generator.normal(0, 6 * degree),
            yaw: generator.normal(0, 10 * degree))
        sitting = generator.normal(18.3 * degree, 6 * degree)
        standing = generator.normal(0, 3 * degree)
        lying = generator.normal(0, 15 * degree)
        noise = generator.uniform(in: 0.01...0.03)
    }
}
