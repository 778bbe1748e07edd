import Quantities

/// What to do.
public enum Choice: String, CaseIterable, Sendable {
    /// Train on the device.
    case train
    /// Send raw data.
    case send
    /// The numbers do not say.
    case undetermined
    /// Neither can be done.
    case neither
}

/// The answer to a question.
public struct Verdict: Sendable {
    /// What to do.
    public let choice: Choice
    /// With how much probability training is possible and costs less, or is the only way.
    public let probability: Double
    /// With how much probability neither can be done.
    public let neither: Double
    /// Whether both ways are possible and cost the same within 5 %, so that there is nothing to choose by.
    public let isClose: Bool
    /// Why raw data cannot be sent; empty where it can.
    public let sendingObstacles: [Obstacle]
    /// Why the device cannot train; empty where it can.
    public let trainingObstacles: [Obstacle]
    /// What the rule of thumb says, which knows nothing of what training costs.
    public let rule: HundredMillijouleRule

    /// From which probability on a way is called the cheaper one: where the whole interval of 95 % lies on its side.
    public static let certainty = (1 + MonteCarlo.coverage) / 2

    /// Ratios nearer to 1 than this are practically the same.
    private static let indifference = 0.05

    /// - Parameter trial: of the same question.
    public init(_ question: Question, _ trial: MonteCarlo) {
        let balance = question.nominal
        sendingObstacles = balance.obstacles(to: balance.send)
        trainingObstacles = balance.obstacles(to: balance.train)
        probability = trial.training
        neither = trial.neither
        isClose =
            sendingObstacles.isEmpty && trainingObstacles.isEmpty && trial.ratio.low >= 1 - Self.indifference
            && trial.ratio.high <= 1 + Self.indifference
        rule = HundredMillijouleRule(question.exchange, over: question.radio.nominal)
        let shares: [(Choice, Double)] = [
            (.train, trial.training), (.send, trial.sending), (.neither, trial.neither),
        ]
        choice = isClose ? .undetermined : shares.first { $0.1 >= Self.certainty }?.0 ?? .undetermined
    }

    /// How the rule of thumb stands to this.
    public var ruleIs: Standing {
        switch choice {
        case .train, .send: choice == rule.choice ? .right : .wrong
        case .undetermined: (probability >= 0.5 ? .train : .send) == rule.choice ? .likelyRight : .likelyWrong
        case .neither: .pointless
        }
    }

    /// How the rule of thumb stands to an answer.
    public enum Standing: Sendable {
        /// It says the same.
        case right
        /// It says the opposite.
        case wrong
        /// The answer is open, but more likely the same.
        case likelyRight
        /// The answer is open, but more likely the opposite.
        case likelyWrong
        /// There is nothing to do.
        case pointless
    }
}

/// The rule of thumb: train on the device where sending costs more than 100 mJ for 1,024 bytes.
public struct HundredMillijouleRule: Equatable, Sendable {
    /// What sending costs for each 1,024 bytes, fixed costs included.
    public let energyPerKibibyte: Joules

    /// The rule's 100 mJ.
    public static let limit = Joules(0.1)

    /// What it says of an exchange.
    public init(_ exchange: Exchange, over radio: some RadioModel) {
        let (bytes, period) =
            exchange.sendsTogether
            ? (exchange.batches * exchange.raw, exchange.period) : (exchange.raw, exchange.every)
        energyPerKibibyte = (radio.transmission(of: bytes, .up, every: period).energy / bytes) * .kibibyte
    }

    /// To train or to send, no matter what training costs.
    public var choice: Choice { energyPerKibibyte > Self.limit ? .train : .send }
}
