import Basics
import Statistics

/// What a step takes in seconds, by its phases.
public struct PhaseSeconds: Codable, Sendable, Equatable {
    /// Forward, loss and backward on a worker's part of the batch.
    public var compute = 0.0
    /// Gradient to message.
    public var encode = 0.0
    /// Until all messages are there.
    public var transfer = 0.0
    /// All messages to gradients, and their mean.
    public var decode = 0.0
    /// The optimiser's step.
    public var update = 0.0

    /// No time.
    public init() {}

    /// All phases.
    public var total: Double { compute + encode + transfer + decode + update }

    /// Each phase of both, put together.
    func with(_ other: Self, _ combine: (Double, Double) -> Double) -> Self {
        var result = Self()
        result.compute = combine(compute, other.compute)
        result.encode = combine(encode, other.encode)
        result.transfer = combine(transfer, other.transfer)
        result.decode = combine(decode, other.decode)
        result.update = combine(update, other.update)
        return result
    }
}

/// Times the phases of a step, one after the other.
struct PhaseClock {
    private(set) var seconds = PhaseSeconds()
    private var start = Clock.nanoseconds()

    /// A phase ends here, and the next begins.
    mutating func end(_ phase: WritableKeyPath<PhaseSeconds, Double>) {
        let now = Clock.nanoseconds()
        seconds[keyPath: phase] += Double(now - start) * 1e-9
        start = Clock.nanoseconds()
    }
}

/// The phases of all steps, in memory that is there from the beginning.
struct PhaseTable: Sendable {
    private(set) var steps: [PhaseSeconds] = []
    private(set) var total = PhaseSeconds()

    init(steps: Int) { self.steps.reserveCapacity(steps) }

    mutating func add(_ step: PhaseSeconds) {
        steps.append(step)
        total = total.with(step, +)
    }

    /// Of each phase by itself.
    func median() throws(StatisticsError) -> PhaseSeconds {
        func median(_ phase: KeyPath<PhaseSeconds, Double>) throws(StatisticsError) -> Double {
            try SortedSamples(steps.map { $0[keyPath: phase] }, named: "steps").median
        }
        var result = PhaseSeconds()
        result.compute = try median(\.compute)
        result.encode = try median(\.encode)
        result.transfer = try median(\.transfer)
        result.decode = try median(\.decode)
        result.update = try median(\.update)
        return result
    }
}
