import RealModule
import Statistics

/// Does the harness tell identical variants apart, and does it find a small slow-down? Two variants of a real product
/// are measured in rounds and judged as a suite's are, over and over.
public struct VerdictTrial {
    /// How much slower the second variant is made; 0 for an identical one.
    public let slowdown: Double
    /// Rounds in each repeat.
    public let rounds: Int
    private let band: Double
    private let alpha: Double
    private let epochSeconds: Double
    private var generator: SeededGenerator

    /// What the repeats so far said of the second variant.
    public struct Tally: Equatable, Sendable {
        /// Repeats so far.
        public var repeats = 0
        /// Repeats that called the second variant better.
        public var better = 0
        /// Repeats that called it worse.
        public var worse = 0
        /// Repeats that called it equivalent.
        public var equivalent = 0
        /// Repeats that did not decide.
        public var undecided: Int { repeats - better - worse - equivalent }

        /// Nothing yet.
        public init() {}

        /// Counts what a repeat said.
        public mutating func add(_ verdict: Verdict) {
            repeats += 1
            switch verdict {
            case .better: better += 1
            case .worse: worse += 1
            case .equivalent: equivalent += 1
            case .undecided: break
            }
        }

        /// The 95 % bound from above for the chance that a repeat calls identical variants better or worse
        /// (Clopper and Pearson 1934).
        public func falseVerdictBound() throws -> Double {
            try ClopperPearson.upperBound(successes: better + worse, of: repeats, confidence: 0.95)
        }
    }

    /// - Parameters:
    ///   - slowdown: a multiple of 0.02; the second variant computes so many more products.
    ///   - rounds: in each repeat.
    public init(slowdown: Double, rounds: Int, settings: MeasurementSettings) {
        self.slowdown = slowdown
        self.rounds = rounds
        band = settings.band
        epochSeconds = settings.epochSeconds
        alpha = settings.alpha
        generator = SeededGenerator(seed: settings.seed, stream: "verdict trial \(slowdown)")
    }

    /// Products in a call of either variant: 50 are 100 %, so that each further one is 2 % more work.
    private var products: [Int] { [50, Int((50 * (1 + slowdown)).rounded())] }

    /// One repeat, in memory of its own.
    /// - Throws: `KernelError`.
    public mutating func run(into tally: inout Tally) throws {
        let product = try TimedProduct()
        let calls = products.map(product.call)
        let seconds = Calibration.secondsPerCall(epoch: epochSeconds, calls[0])
        let iterations = Calibration.iterations(secondsPerCall: [seconds], epoch: epochSeconds)[0]
        let measured = Rounds(
            calls: calls, iterations: [iterations, iterations], budget: .init(rounds: rounds, seconds: .infinity),
            generator: &generator)
        try judge(zip(measured.seconds[1], measured.seconds[0]).map { Double.log($0 / $1) }, into: &tally)
    }

    /// Counts what a repeat's log ratios say of the second variant.
    func judge(_ logRatios: [Double], into tally: inout Tally) throws {
        let judgement = try Comparisons.judge(
            [logRatios], familySize: 1, band: EquivalenceBand(fraction: band), alpha: alpha, direction: .lower)[0]
        tally.add(judgement.verdict)
    }

    /// Whether verdicts can be trusted: none on identical variants, and the slower one found in 95 % of the repeats.
    public static func passed(identical: Tally, slower: Tally) -> Bool {
        identical.better + identical.worse == 0 && slower.better == 0
            && Double(slower.worse) >= 0.95 * Double(slower.repeats)
    }
}
