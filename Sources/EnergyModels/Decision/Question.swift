import Quantities

/// Send or train: one device, one radio, one exchange.
public struct Question: Sendable {
    /// What is exchanged.
    public var exchange: Exchange
    /// Over which radio.
    public let radio: RadioProfile
    /// What training costs.
    public let compute: ComputeCost
    /// What is spent either way.
    public let surroundings: Profile<SurroundingsModel>
    /// What it is drawn from; nil where nobody says.
    public let battery: Profile<BatteryModel>?

    /// Memberwise.
    /// - Returns: nil where the processor has no figures of the precision.
    public init?(
        exchange: Exchange, radio: RadioProfile, compute: ComputeCost,
        surroundings: Profile<SurroundingsModel> = Profile(name: "", title: "", numbers: []),
        battery: Profile<BatteryModel>? = nil
    ) {
        guard compute.step(compute.numbers.map(\.value)[...]) != nil else { return nil }
        self.exchange = exchange
        self.radio = radio
        self.compute = compute
        self.surroundings = surroundings
        self.battery = battery
    }

    /// All that is uncertain, in the order of the values that ``balance(_:)`` takes.
    public var numbers: [ProfileNumber] {
        radio.numbers + compute.numbers + surroundings.numbers + (battery?.numbers ?? [])
    }

    /// Both ways with every number at its value.
    public var nominal: Balance { balance(numbers.map(\.value)) }

    /// Both ways.
    /// - Parameter values: one for each of ``numbers``, in SI units.
    public func balance(_ values: [Double]) -> Balance { models(values).balance(of: exchange) }

    /// The models with their numbers at these values, for any exchange.
    /// - Parameter values: one for each of ``numbers``, in SI units.
    func models(_ values: [Double]) -> QuestionModels {
        var rest = values[...]
        func take(_ count: Int) -> ArraySlice<Double> {
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        return QuestionModels(
            radio: radio.model(take(radio.numbers.count)),
            // It was looked at when the question was put.
            step: compute.step(take(compute.numbers.count)) ?? StepCost(energy: Joules(.nan)),
            surroundings: surroundings.model(take(surroundings.numbers.count)),
            battery: battery.map { $0.model(take($0.numbers.count)) })
    }
}

/// Everything that a question is about, but what is exchanged.
struct QuestionModels {
    let radio: any RadioModel
    let step: StepCost
    let surroundings: SurroundingsModel
    let battery: BatteryModel?

    /// Both ways.
    func balance(of exchange: Exchange) -> Balance {
        Balance(
            send: exchange.sending(over: radio), train: exchange.training(over: radio, step: step),
            common: surroundings.energy(of: exchange) + step.sleep * exchange.period, period: exchange.period,
            battery: battery, airTimeLimit: radio.airTimeLimit, radioPeak: radio.peak,
            stepPower: step.time.map { step.energy / $0 })
    }
}

/// What both ways cost in a period.
public struct Balance: Sendable {
    /// Raw data goes out.
    public let send: Expense
    /// The device trains.
    public let train: Expense
    /// What is spent either way, by everything but the radio.
    public let common: Joules
    /// From one update to the next.
    public let period: Seconds
    /// What it is drawn from.
    public let battery: BatteryModel?
    /// How much of the time the radio may transmit; nil where it always may.
    let airTimeLimit: AirTimeLimit?
    /// The highest power of the radio; nil where nobody says.
    let radioPeak: Watts?
    /// While a step is computed; nil where nobody says.
    let stepPower: Watts?

    /// Training by sending: below 1 training is cheaper.
    public var ratio: Double { train.total / send.total }

    /// How long the battery lasts; nil without one.
    public func life(_ expense: Expense) -> Seconds? {
        battery?.life(at: (expense.whole + common) / period)
    }
}
