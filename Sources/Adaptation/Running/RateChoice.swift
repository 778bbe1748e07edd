/// The rate at which a strategy does best, chosen on runs that are told nowhere else.
public struct RateChoice: Sendable, Equatable {
    /// The rate; of rates that do as well, the smallest.
    public let rate: Double
    /// Of each rate tried, from the smallest: the mean accuracy after drift.
    public let tried: [(rate: Double, accuracy: Double)]

    /// Tries rates on runs.
    /// - Parameters:
    ///   - rates: at least one.
    ///   - runs: of other seeds than those whose results are told; their own rates are not looked at.
    /// - Throws: ``AdaptationError/setting(name:value:allowed:)`` without a rate or a run with drift; otherwise as
    ///   ``AdaptationRun/result()``.
    public init(among rates: [Double], on runs: [AdaptationRun]) throws {
        var tried: [(rate: Double, accuracy: Double)] = []
        for rate in rates.sorted() {
            let accuracies = try runs.compactMap { run in
                var run = run
                run.settings.rate = rate
                return try run.result().accuracyAfter
            }
            guard !accuracies.isEmpty else {
                throw AdaptationError.setting(
                    name: "runs to choose a rate by", value: "none", allowed: "runs with drift")
            }
            tried.append((rate, accuracies.reduce(0, +) / Double(accuracies.count)))
        }
        // The first of those that are largest.
        guard
            let best = tried.max(by: { $0.accuracy < $1.accuracy || ($0.accuracy == $1.accuracy && $0.rate > $1.rate) })
        else { throw AdaptationError.setting(name: "rates to choose from", value: "none", allowed: "at least one") }
        rate = best.rate
        self.tried = tried
    }

    /// Whether two choices are the same.
    public static func == (one: RateChoice, other: RateChoice) -> Bool {
        one.rate == other.rate && one.tried.elementsEqual(other.tried) { $0 == $1 }
    }
}
