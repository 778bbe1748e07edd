/// How a variant does in a lot: the share of examples that it gets right, and how its strategy meets a drift.
struct VariantLot {
    /// Of each person or machine that judges, as their inputs are.
    var clean: [Double]
    /// The same under each disturbance.
    var disturbed: [[Double]]
    /// What becomes of its strategy, and of the model that stays as it is; nil without a strategy.
    var online: (strategy: OnlineLot, frozen: OnlineLot)?

    var accuracy: Double { Self.mean(clean) }

    static func mean(_ shares: [Double]) -> Double { shares.reduce(0, +) / Double(max(shares.count, 1)) }
}
