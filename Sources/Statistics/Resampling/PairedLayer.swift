/// One layer of a model, timed with two variants in the same rounds.
public struct PairedLayer: Equatable, Sendable {
    /// How often the layer occurs in the model.
    public let count: Int
    /// The baseline's times, one a round, in the order of time.
    public let baseline: [Double]
    /// The variant's times in the same rounds.
    public let variant: [Double]

    /// A layer that occurs `count` ≥ 1 times, with the positive times of at least one round.
    ///
    /// Throws `outOfRange`, `unpaired`, `empty` or `notFinite`, with `name` in the message.
    public init(
        named name: String, count: Int, baseline: [Double], variant: [Double]
    ) throws(StatisticsError) {
        guard count >= 1 else {
            throw .outOfRange("count of \(name)", value: Double(count), allowed: "at least 1")
        }
        guard baseline.count == variant.count else {
            throw .unpaired(name, baseline: baseline.count, variant: variant.count)
        }
        for times in [baseline, variant] {
            let smallest = try SortedSamples(times, named: "times of \(name)").min
            guard smallest > 0 else {
                throw .outOfRange("times of \(name)", value: smallest, allowed: "values above 0")
            }
        }
        self.count = count
        self.baseline = baseline
        self.variant = variant
    }
}
