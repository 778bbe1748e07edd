import Quantities

/// From how many batches on training costs less than sending them.
public enum BreakEven: Equatable, Sendable {
    /// From this number on.
    case from(Int)
    /// Up to this number; beyond it sending costs less.
    case upTo(Int)
    /// Whatever the number.
    case always
    /// At none.
    case never

    /// N* of costs that grow with the bytes alone, E(x; R) = R·F + m·x: the number of batches N at which
    /// N·k·E_step + m·update + R_l·F + E_rx = m·N·raw + R_c·F.
    /// - Parameters:
    ///   - marginal: m.
    ///   - fixed: F.
    ///   - connections: R_c where raw data is sent, R_l where the device trains.
    ///   - receiving: E_rx(model).
    ///   - step: k·E_step.
    /// - Returns: the number, not rounded; nil where the costs grow alike. Training costs less above it where a batch costs
    ///   more to send than to learn from, else below it.
    public static func linear(
        raw: ByteCount, update: ByteCount, marginal: EnergyPerByte, fixed: Joules = .zero,
        connections: (raw: Int, update: Int) = (1, 1), receiving: Joules = .zero, step: Joules
    ) -> Double? {
        let once = marginal * update + receiving + Double(connections.update - connections.raw) * fixed
        let each = marginal * raw - step
        return each == .zero ? nil : once / each
    }

    /// N* of a question in proportion to its bytes, as ``linear(raw:update:marginal:fixed:connections:receiving:step:)`` has it:
    /// what a batch's bytes cost holds for an update's, too. Nil where the costs grow alike.
    public static func linear(_ question: Question) -> Double? {
        let models = question.models(question.numbers.map(\.value))
        let exchange = question.exchange
        let raw = models.radio.transmission(of: exchange.raw, .up, every: exchange.every)
        let received = models.radio.transmission(of: exchange.model, .down, every: exchange.period)
        let maintenance = exchange.keepsRadio ? .zero : models.radio.maintenance * exchange.every
        // Sent at once, each batch has a connection of its own.
        let each = (exchange.sendsTogether ? .zero : raw.fixed) + maintenance
        return linear(
            raw: exchange.raw, update: exchange.update, marginal: raw.marginal / exchange.raw, fixed: raw.fixed,
            connections: (exchange.sendsTogether ? 1 : 0, exchange.update > .zero ? 1 : 0),
            receiving: received.marginal, step: Double(exchange.steps) * models.step.energy - each)
    }

    /// Up to so many batches each number is looked at, as whole packets make costs jump.
    private static let scanned = 4096
    /// Beyond so many nobody waits.
    public static let most = 1 << 20

    /// By looking at whole numbers of batches, each with its whole packets, sessions and tails.
    public init(_ question: Question) {
        let models = question.models(question.numbers.map(\.value))
        var exchange = question.exchange
        self.init { batches in
            exchange.batches = batches
            let balance = models.balance(of: exchange)
            return balance.send.total - balance.train.total
        }
    }

    /// - Parameter advantage: what training saves at so many batches.
    package init(advantage: (Int) -> Joules) {
        let isCheaper = (1...Self.scanned).map { advantage($0) > .zero }
        if advantage(Self.most) > .zero {
            guard let last = isCheaper.lastIndex(of: false) else {
                self = .always
                return
            }
            self = last + 1 < Self.scanned ? .from(last + 2) : .from(Self.boundary(advantage) { $0 > .zero })
        } else {
            guard let last = isCheaper.lastIndex(of: true) else {
                self = .never
                return
            }
            self = last + 1 < Self.scanned ? .upTo(last + 1) : .upTo(Self.boundary(advantage) { $0 <= .zero } - 1)
        }
    }

    /// The first number beyond those scanned that is as asked for, by halving: packets do not matter among so many.
    private static func boundary(_ advantage: (Int) -> Joules, _ isSought: (Joules) -> Bool) -> Int {
        var (low, high) = (scanned, most)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if isSought(advantage(middle)) { high = middle } else { low = middle }
        }
        return high
    }
}
