import RealModule
import Statistics

/// One machine, wearer or field, whose events nobody's choice changes.
protocol SensorProcess: Sendable {
    /// As ``EventSource`` has them.
    static var name: String { get }
    static var groups: [FeatureGroup] { get }
    static var contexts: [String] { get }
    static var defaultRate: Double { get }
    /// The population's moments, made once.
    static var standard: Standard { get }

    /// An individual with traits of its own.
    init(traits: inout SeededGenerator)
    /// What happens next.
    /// - Parameter share: of the new truth.
    mutating func reading(share: Double, using generator: inout SeededGenerator) -> SensorReading
    /// The numbers of the truth that change, mixed by the share of the new one.
    func truth(share: Double) -> [Double]
}

/// An event before it is standardised.
struct SensorReading {
    /// In the groups' order, in units of their own.
    var features: [Double]
    var context: Int
    /// The probability of a label of 1.
    var chance: Double
}

extension SensorProcess {
    /// The individual of a seed.
    init(seed: UInt64) {
        var traits = SeededGenerator(seed: seed, stream: "\(Self.name), traits")
        self.init(traits: &traits)
    }

    /// Of as many individuals before anything changes; seeds of runs are small, those of the population are not.
    static func populationStandard(individuals: Int = 512, events: Int = 64) -> Standard {
        var all: [[Double]] = []
        for seed in Population.seeds(.moments).prefix(individuals) {
            var process = Self(seed: seed)
            var generator = SeededGenerator(seed: seed, stream: "\(name), events")
            for _ in 0..<events { all.append(process.reading(share: 0, using: &generator).features) }
        }
        return Standard(fitting: all)
    }
}

/// 1/(1 + exp(−x)), the probability that a logistic error of unit scale stays below x.
func logistic(_ x: Double) -> Double { 1 / (1 + Double.exp(-x)) }

/// A value between an old and a new one.
func mix(_ old: Double, _ new: Double, _ share: Double) -> Double { old + (new - old) * share }
