import Quantities
import Statistics

/// What an answer is worth when all its numbers are uncertain at once: they are drawn from their laws, each for itself.
public struct MonteCarlo: Sendable {
    /// Draws of all numbers.
    public let draws: Int
    /// The share of them in which training is possible and costs less, or is the only way.
    public let training: Double
    /// The same of sending.
    public let sending: Double
    /// The share of them in which neither way can be gone.
    public let neither: Double
    /// Where raw data is sent.
    public let send: Side
    /// Where the device trains.
    public let train: Side
    /// Training by sending.
    public let ratio: Spread

    /// The period's costs of one of the two ways, in joules.
    public struct Side: Equatable, Sendable {
        /// Everything.
        public let total: Spread
        /// Of transmissions, whatever they carry.
        public let fixed: Spread
        /// Of what they carry.
        public let marginal: Spread
        /// Of staying reachable.
        public let maintenance: Spread
        /// Of training.
        public let compute: Spread
        /// How long the battery lasts, in seconds; nil without one.
        public let life: Spread?
    }

    /// The middle of many draws, and the ends between which 95 % of them lie.
    public struct Spread: Equatable, Sendable {
        /// 97.5 % lie above it.
        public let low: Double
        /// Half of them lie above it.
        public let median: Double
        /// 2.5 % lie above it.
        public let high: Double

        /// - Parameter values: at least one.
        init(_ values: [Double]) {
            let sorted = values.sorted()
            // The quantile of an empirical distribution, without interpolation: a value that was drawn.
            func quantile(_ share: Double) -> Double {
                sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
            }
            (low, median, high) = (quantile(0.025), quantile(0.5), quantile(0.975))
        }
    }

    /// The share of draws that a ``Spread`` covers.
    public static let coverage = 0.95

    /// Draws all numbers of a question.
    /// - Parameters:
    ///   - draws: at least 1.
    ///   - seed: the same seed gives the same digits.
    public init(_ question: Question, draws: Int, seed: UInt64) {
        precondition(draws >= 1, "an answer needs a draw")
        let numbers = question.numbers
        let laws = numbers.map(\.law)
        var generator = SeededGenerator(seed: seed, stream: "energy")
        var values = [Double](repeating: 0, count: laws.count)
        var (send, train) = (Draws(draws), Draws(draws))
        var ratios: [Double] = []
        ratios.reserveCapacity(draws)
        var (training, sending) = (0, 0)
        for _ in 0..<draws {
            for index in laws.indices { values[index] = numbers[index].draw(laws[index], using: &generator) }
            let balance = question.balance(values)
            let canSend = balance.obstacles(to: balance.send).isEmpty
            let canTrain = balance.obstacles(to: balance.train).isEmpty
            if canTrain, !canSend || balance.train.total < balance.send.total {
                training += 1
            } else if canSend {
                sending += 1
            }
            send.append(balance.send, balance)
            train.append(balance.train, balance)
            ratios.append(balance.ratio)
        }
        self.draws = draws
        self.training = Double(training) / Double(draws)
        self.sending = Double(sending) / Double(draws)
        neither = Double(draws - training - sending) / Double(draws)
        self.send = send.side
        self.train = train.side
        ratio = Spread(ratios)
    }
}

/// What was drawn of one of the two ways.
private struct Draws {
    private var totals: [Double] = []
    private var fixed: [Double] = []
    private var marginals: [Double] = []
    private var maintenances: [Double] = []
    private var computes: [Double] = []
    private var lives: [Double] = []

    init(_ count: Int) {
        for path in [\Self.totals, \.fixed, \.marginals, \.maintenances, \.computes, \.lives] {
            self[keyPath: path].reserveCapacity(count)
        }
    }

    mutating func append(_ expense: Expense, _ balance: Balance) {
        totals.append(expense.total.value)
        fixed.append(expense.fixed.value)
        marginals.append(expense.marginal.value)
        maintenances.append(expense.maintenance.value)
        computes.append(expense.compute.value)
        if let life = balance.life(expense) { lives.append(life.value) }
    }

    var side: MonteCarlo.Side {
        .init(
            total: .init(totals), fixed: .init(fixed), marginal: .init(marginals), maintenance: .init(maintenances),
            compute: .init(computes), life: lives.isEmpty ? nil : .init(lives))
    }
}
