import Quantities

/// What a device gathers, learns from and exchanges, again and again: N batches, then an update of the model.
///
/// It may send each batch of raw data and let others train, or train by itself and send an update.
public struct Exchange: Hashable, Sendable {
    /// Of a batch of raw data.
    public var raw: ByteCount
    /// Of the update that training sends after N batches.
    public var update: ByteCount
    /// Of the model that it receives then.
    public var model: ByteCount
    /// From one batch to the next.
    public var every: Seconds
    /// N.
    public var batches: Int
    /// k: training steps a batch.
    public var steps: Int
    /// Whether raw data is kept and sent once for all N batches; otherwise each batch is sent at once.
    public var sendsTogether: Bool
    /// Whether the radio stays reachable between updates where the device trains; otherwise it is off.
    public var keepsRadio: Bool

    /// Memberwise.
    public init(
        raw: ByteCount, update: ByteCount = .zero, model: ByteCount = .zero, every: Seconds, batches: Int = 1,
        steps: Int = 1, sendsTogether: Bool = false, keepsRadio: Bool = true
    ) {
        self.raw = raw
        self.update = update
        self.model = model
        self.every = every
        self.batches = batches
        self.steps = steps
        self.sendsTogether = sendsTogether
        self.keepsRadio = keepsRadio
    }

    /// More bytes than anybody exchanges at once, so that none overflows.
    public static let mostBytes = ByteCount(1 << 40)

    /// From one update to the next.
    public var period: Seconds { Double(batches) * every }
}

/// What one of the two ways costs in a period.
public struct Expense: Equatable, Sendable {
    /// Of transmissions, whatever they carry.
    public var fixed = Joules.zero
    /// Of what they carry.
    public var marginal = Joules.zero
    /// Of staying reachable.
    public var maintenance = Joules.zero
    /// Whether the other way stays reachable, too, so that this decides nothing.
    public var sharesMaintenance = false
    /// Of training.
    public var compute = Joules.zero
    /// For which the link is occupied.
    public var airTime = Seconds.zero
    /// For which the processor works; nil where nobody says.
    public var computeTime: Seconds? = .zero
    /// Over the link, headers left out.
    public var bytes = ByteCount.zero

    /// Everything that the other way does not cost alike.
    public var total: Joules { fixed + marginal + compute + (sharesMaintenance ? .zero : maintenance) }
    /// Everything.
    public var whole: Joules { fixed + marginal + compute + maintenance }

    fileprivate mutating func add(_ transmission: Transmission, times count: Int = 1, bytes: ByteCount) {
        fixed += Double(count) * transmission.fixed
        marginal += Double(count) * transmission.marginal
        airTime += Double(count) * (transmission.setUpTime + transmission.airTime)
        self.bytes = self.bytes + count * bytes
    }
}

/// What a training step costs.
public struct StepCost: Equatable, Sendable {
    /// Of a step.
    public var energy: Joules
    /// Of a step; nil where nobody says.
    public var time: Seconds?
    /// Of the processor between steps, whoever trains.
    public var sleep: Watts

    /// Memberwise.
    public init(energy: Joules, time: Seconds? = nil, sleep: Watts = .zero) {
        self.energy = energy
        self.time = time
        self.sleep = sleep
    }
}

extension Exchange {
    /// The period's cost of sending raw data: E(N·raw), in as many transmissions as it takes, and staying reachable.
    public func sending(over radio: some RadioModel) -> Expense {
        var expense = Expense()
        if sendsTogether {
            let bytes = batches * raw
            expense.add(radio.transmission(of: bytes, .up, every: period), bytes: bytes)
        } else {
            expense.add(radio.transmission(of: raw, .up, every: every), times: batches, bytes: raw)
        }
        expense.maintenance = radio.maintenance * period
        expense.sharesMaintenance = keepsRadio
        return expense
    }

    /// The period's cost of training: N·k steps, E(update) from the device and E(model) to it in one connection, and staying
    /// reachable, or becoming so again.
    public func training(over radio: some RadioModel, step: StepCost) -> Expense {
        var expense = Expense()
        let sent = radio.transmission(of: update, .up, every: period)
        let received = radio.transmission(of: model, .down, every: period)
        expense.add(sent.together(with: received), bytes: update + model)
        expense.sharesMaintenance = keepsRadio
        if keepsRadio {
            expense.maintenance = radio.maintenance * period
        } else if expense.bytes > .zero {
            expense.fixed += radio.connecting
        }
        let count = Double(batches * steps)
        expense.compute = count * step.energy
        expense.computeTime = step.time.map { count * $0 }
        return expense
    }
}
