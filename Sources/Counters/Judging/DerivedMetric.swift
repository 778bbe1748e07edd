/// A figure computed from counts of one pass.
public struct DerivedMetric: Hashable, Sendable {
    /// Name in the report.
    public let name: String
    /// SI unit, `1` for ratios.
    public let unit: String
    /// Whether a higher figure is better.
    public let higherIsBetter: Bool
    /// The event counted above the line: the first of these that was counted.
    public let numerators: [String]
    /// The event below the line; `nil` for the window's seconds.
    public let denominator: String?
    /// What the quotient is multiplied by.
    public let factor: Double

    /// All of them.
    public static let all: [DerivedMetric] = [
        instructionsPerCycle,
        .missesPerThousand("mpki.l1d", ["PAPI_L1_DCM"]),
        .missesPerThousand("mpki.l2", ["PAPI_L2_TCM", "PAPI_L2_DCM"]),
        .missesPerThousand("mpki.l3", ["PAPI_L3_TCM"]),
        .missesPerThousand("mpki.branch", ["PAPI_BR_MSP"]),
        .missesPerThousand("mpki.tlb", ["PAPI_TLB_DM"]),
        // PAPI_VEC_SP counts instructions of any width: no operations follow from it.
        DerivedMetric(
            name: "flop-rate", unit: "op/s", higherIsBetter: true,
            numerators: ["PAPI_SP_OPS", "PAPI_FP_OPS"], denominator: nil, factor: 1),
    ]

    /// Instructions a cycle.
    static let instructionsPerCycle = DerivedMetric(
        name: "ipc", unit: "1", higherIsBetter: true, numerators: ["PAPI_TOT_INS"],
        denominator: "PAPI_TOT_CYC",
        factor: 1)

    private static func missesPerThousand(_ name: String, _ events: [String]) -> DerivedMetric {
        DerivedMetric(
            name: name, unit: "1", higherIsBetter: false, numerators: events, denominator: "PAPI_TOT_INS",
            factor: 1000)
    }

    /// The figure from one window's counts.
    /// - Parameters:
    ///   - counts: by event, of the same pass.
    ///   - seconds: the window's length.
    /// - Returns: `nil` where an event is missing, or the denominator is not positive.
    public func value(from counts: [String: Double], seconds: Double) -> Double? {
        guard let above = numerators.lazy.compactMap({ counts[$0] }).first,
            let below = denominator.map({ counts[$0] }) ?? seconds, below > 0
        else { return nil }
        return factor * above / below
    }

    /// The figure of each window of a pass, or the events it lacks.
    func values(
        from verdicts: [String: Result<CounterValue, CounterUnavailability>]
    ) -> Result<[Double], CounterUnavailability> {
        let counted = verdicts.compactMapValues { try? $0.get() }
        let windows = numerators.lazy.compactMap { counted[$0]?.seconds }.first ?? []
        let values = windows.indices.compactMap { window in
            value(from: counted.mapValues { Double($0.counts[window]) }, seconds: windows[window])
        }
        guard !values.isEmpty, values.count == windows.count else { return .failure(.missingInputs(inputs)) }
        return .success(values)
    }

    /// The events to ask for: the preferred numerator and the denominator.
    var inputs: [String] { [numerators[0]] + (denominator.map { [$0] } ?? []) }
}
