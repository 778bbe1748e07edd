import Models
import RealModule
import Statistics

/// The vibration of machines whose bearing is healthy or damaged at a point of the outer race, the inner race or a
/// ball, by the model of ``BearingVibration``.
///
/// The bearing is the one of the Case Western Reserve University data (``BearingGeometry/skf6205``), its ratio of
/// diameters within ±2 % by machine; shafts turn at 28.8 to 30 Hz, as those of the data at their four loads do (1,730
/// to 1,797 rpm). Resonance, damping, slip, the shaft's own vibration, noise and gain by machine are this project's
/// choice.
///
/// An example is 1,024 samples at 12 kHz, 85 ms: two and a half turns of the shaft. Its unit is the machine's own:
/// where the noise has a standard deviation of the gain, the fault's part has the power of the noise plus −8 to 2 dB,
/// by example.
public struct BearingStream: ExampleStream {
    /// Samples a second.
    public static let samplingRate = 12_000.0

    /// 1,024 samples of one channel.
    public let shape = ImageShape(height: 1024, width: 1, channels: 1)
    /// Healthy, or where the damage is.
    public let classes = ["healthy", "outer race", "inner race", "ball"]
    private let seed: UInt64

    /// - Parameter seed: of a run.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// A window of a machine's vibration.
    public func example(_ index: Int, of source: Int) -> LabelledExample {
        let machine = BearingMachine(seed: seed, number: source)
        var generator = SeededGenerator(seed: seed, stream: "bearing, machine \(source), window \(index)")
        let label = generator.integer(below: classes.count)
        let ratio = generator.uniform(in: -8...2)
        var signal = machine.shaftVibration(count: shape.height, using: &generator)
        if label > 0 {
            let fault = machine.vibration.signal(
                BearingFault.allCases[label - 1], count: shape.height, rate: Self.samplingRate, using: &generator)
            let power = fault.reduce(0) { $0 + $1 * $1 } / Double(fault.count)
            // A defect that stays out of the load zone for the whole window gives no signal to scale.
            let scale = power > 0 ? (.exp10(ratio / 10) / power).squareRoot() : 0
            for (sample, value) in fault.enumerated() { signal[sample] += scale * value }
        }
        return LabelledExample(
            input: signal.map { Float(machine.gain * ($0 + generator.gaussian())) }, label: label)
    }
}

/// One machine.
struct BearingMachine: Sendable {
    /// Its bearing, shaft and resonance.
    let vibration: BearingVibration
    /// Standard deviation of the noise.
    let gain: Double
    /// Amplitudes of the shaft's first and second harmonic, by the noise.
    let imbalance: [Double]

    init(seed: UInt64, number: Int) {
        var generator = SeededGenerator(seed: seed, stream: "bearing, machine \(number)")
        var geometry = BearingGeometry.skf6205
        geometry.ratio *= generator.uniform(in: 0.98...1.02)
        vibration = BearingVibration(
            geometry: geometry, shaft: generator.uniform(in: 28.8...30), resonance: generator.uniform(in: 2200...3800),
            damping: generator.uniform(in: 0.03...0.08), slip: generator.uniform(in: 0.005...0.02))
        gain = .exp(generator.normal(0, 0.3))
        imbalance = [generator.uniform(in: 0.2...0.8), generator.uniform(in: 0.1...0.4)]
    }

    /// What the shaft's imbalance and misalignment give, by the noise.
    func shaftVibration(count: Int, using generator: inout SeededGenerator) -> [Double] {
        let phases = imbalance.map { _ in generator.phase() }
        return (0..<count).map { sample in
            let turn = 2 * Double.pi * vibration.shaft * Double(sample) / BearingStream.samplingRate
            return imbalance[0] * .sin(turn + phases[0]) + imbalance[1] * .sin(2 * turn + phases[1])
        }
    }
}
