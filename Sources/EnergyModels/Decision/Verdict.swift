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

/// Why one of the ways cannot be gone at all, whatever it costs.
public enum Obstacle: Equatable, Sendable {
    /// The link would have to be occupied for more of the time than it may be.
    case airTime(needed: Double, limit: AirTimeLimit)
    /// Training takes longer than the time between updates.
    case computeTime(needed: Seconds, period: Seconds)
    /// The battery cannot give the radio's highest current.
    case pulse(current: Amperes, limit: Amperes)

    /// In a clause.
    public var description: String {
        switch self {
        case .airTime(let needed, let limit):
            "needs \(Ratio(100 * needed)) % of the time on the link, of which \(limit.reason) leaves "
                + "\(Ratio(100 * limit.share)) %"
        case .computeTime(let needed, let period):
            "takes \(needed) of computing every \(period)"
        case .pulse(let current, let limit):
            "draws \(current) from the battery, which gives \(limit) at most"
        }
    }
}

/// The answer to a question.
public struct Verdict: Sendable {
    /// What to do.
    public let choice: Choice
    /// With how much probability training costs less.
    public let probability: Double
    /// Why raw data cannot be sent; empty where it can.
    public let sendingObstacles: [Obstacle]
    /// Why the device cannot train; empty where it can.
    public let trainingObstacles: [Obstacle]
    /// What the rule of thumb says, which knows nothing of what training costs.
    public let rule: HundredMillijouleRule

    /// From which probability on a way is called the cheaper one: where the whole interval of 95 % lies on its side.
    public static let certainty = (1 + MonteCarlo.coverage) / 2

    /// - Parameter trial: of the same question.
    public init(_ question: Question, _ trial: MonteCarlo) {
        let balance = question.nominal
        let radio = question.radio.nominal
        sendingObstacles = Self.obstacles(balance.send, radio, balance)
        trainingObstacles = Self.obstacles(balance.train, radio, balance)
        probability = trial.training
        rule = HundredMillijouleRule(question.exchange, over: radio)
        choice =
            switch (sendingObstacles.isEmpty, trainingObstacles.isEmpty) {
            case (false, true): .train
            case (true, false): .send
            case (false, false): .neither
            case (true, true):
                trial.training >= Self.certainty ? .train : trial.training <= 1 - Self.certainty ? .send : .undetermined
            }
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

    private static func obstacles(_ expense: Expense, _ radio: any RadioModel, _ balance: Balance) -> [Obstacle] {
        var found: [Obstacle] = []
        let share = expense.airTime / balance.period
        if let limit = radio.airTimeLimit {
            if share > limit.share { found.append(.airTime(needed: share, limit: limit)) }
        } else if share > 1 {
            found.append(.airTime(needed: share, limit: AirTimeLimit(share: 1, reason: "the rate")))
        }
        if let time = expense.computeTime, time > balance.period {
            found.append(.computeTime(needed: time, period: balance.period))
        }
        if expense.bytes > .zero, let peak = radio.peak, let battery = balance.battery,
            !battery.bears(peak.current, at: peak.supply)
        {
            found.append(
                .pulse(current: battery.current(for: peak.current, at: peak.supply), limit: battery.pulseLimit))
        }
        return found
    }
}

/// The rule of thumb: train on the device where sending costs more than 100 mJ for 1,024 bytes.
public struct HundredMillijouleRule: Equatable, Sendable {
    /// What sending a batch costs for each 1,024 bytes, fixed costs included.
    public let energyPerKibibyte: Joules

    /// The rule's 100 mJ.
    public static let limit = Joules(0.1)

    /// What it says of an exchange.
    public init(_ exchange: Exchange, over radio: some RadioModel) {
        let energy = radio.transmission(of: exchange.raw, .up, every: exchange.every).energy
        energyPerKibibyte = (energy / exchange.raw) * .kibibyte
    }

    /// To train or to send, no matter what training costs.
    public var choice: Choice { energyPerKibibyte > Self.limit ? .train : .send }
}
