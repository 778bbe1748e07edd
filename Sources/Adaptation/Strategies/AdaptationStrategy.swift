/// How a device goes on learning: what, when, and in which numbers.
public struct AdaptationStrategy: Hashable, Sendable {
    /// What is updated.
    public let target: UpdateTarget
    /// When it is.
    public let trigger: UpdateTrigger
    /// In which numbers.
    public let numbers: AdaptationNumbers

    /// Nothing is updated.
    public static let frozen = AdaptationStrategy(.frozen)

    /// Every event in FP32 by default.
    public init(_ target: UpdateTarget, _ trigger: UpdateTrigger = .every, _ numbers: AdaptationNumbers = .fp32) {
        (self.target, self.numbers) = (target, numbers)
        self.trigger = target == .frozen ? .every : trigger
    }

    /// Whether anything is updated.
    public var isAdaptive: Bool { target != .frozen }
}
