import Report

/// What a machine's arithmetic and its memory allow, from loops in the same rounds: the roofline model (Williams,
/// Waterman and Patterson, "Roofline: An Insightful Visual Performance Model for Multicore Architectures", CACM 52(4),
/// 2009).
///
/// A case with W operations and Q bytes of compulsory traffic takes at least W ÷ peak and at least Q ÷ bandwidth. The
/// longer of the two is the time that the roofline allows, and says which limit binds. Where W is 0, as of poolings and
/// additions, whose sums are no multiply-accumulates, memory binds alone.
struct Roofline {
    /// The peak loop of the precision; nil where none ran.
    var peak: Figures?
    /// The bandwidth loop over the group's working set in the precision; nil where none ran.
    var bandwidth: Figures?
    /// Of both loops and of what is held against them.
    let precision: String

    /// The rooflines by precision; none where a group plans no roof.
    static func all(
        planned: [CasePlan], measured: [(plan: CasePlan, figures: Figures)]
    ) -> [String: Roofline] {
        var rooflines: [String: Roofline] = [:]
        if planned.contains(where: \.role.isRoof) {
            for plan in planned { rooflines[plan.precision] = Roofline(precision: plan.precision) }
        }
        for (plan, figures) in measured {
            for precision in plan.roofOf {
                switch plan.role {
                case .peak: rooflines[precision]?.peak = figures
                case .bandwidth: rooflines[precision]?.bandwidth = figures
                case .baseline, .variant: break
                }
            }
        }
        return rooflines
    }

    /// The place of a case: its intensity, its shares of either roof and of the lower one, and which of them is that.
    func metrics(of figures: Figures) -> [String: Report.Metric] {
        let (work, taken) = (figures.work, figures.seconds)
        let arithmetic = Limit(
            of: figures.operations, at: peak.map { ($0.operations, $0.seconds) },
            reasons: (Self.noArithmetic, "no peak loop of \(precision) runs on this machine"))
        let memory = Limit(
            of: Double(work.bytes), at: bandwidth.map { (Double($0.work.bytes), $0.seconds) },
            reasons: ("the case moves no bytes", "no bandwidth loop of \(precision) ran in these rounds"))
        let both = work.macs > 0 ? [arithmetic, memory] : [memory]
        func metric(
            _ limits: [Limit], better: Report.Direction = .higher, _ series: @autoclosure () -> [Double]
        ) -> Report.Metric {
            if let reason = limits.lazy.compactMap(\.missing).first { return .unavailable(unit: "1", reason: reason) }
            return figures.median(of: series(), unit: "1", better: better, provenance: .derived)
        }
        return [
            "intensity": Self.intensity(of: work),
            "peak-share": metric([arithmetic], zip(arithmetic.seconds, taken).map { $0 / $1 }),
            "bandwidth-share": metric([memory], zip(memory.seconds, taken).map { $0 / $1 }),
            "roofline-share": metric(
                both,
                taken.indices.map { round in (both.map { $0.seconds[round] }.max() ?? 0) / taken[round] }),
            "memory-boundness": metric(
                [arithmetic, memory], better: .lower, zip(memory.seconds, arithmetic.seconds).map { $0 / $1 }),
        ]
    }

    private static let noArithmetic = "the case has no multiply-accumulates: memory binds"

    /// Operations a byte of compulsory traffic.
    private static func intensity(of work: Report.Work) -> Report.Metric {
        guard work.bytes > 0 else { return .unavailable(unit: "op/B", reason: "the case moves no bytes") }
        let value = 2 * Double(work.macs) / Double(work.bytes)
        return .value(
            .init(
                unit: "op/B", better: .higher, provenance: .derived, value: value, interval: .init(value, value),
                confidence: 1, count: 1))
    }
}

/// The seconds that a roof asks for in each round, or why that is not known.
private struct Limit {
    private(set) var seconds: [Double] = []
    private(set) var missing: String?

    /// - Parameters:
    ///   - amount: operations or bytes of a call.
    ///   - roof: those of a call of the roof's loop, and its seconds in each round.
    ///   - reasons: where there is no amount, and where there is no roof.
    init(of amount: Double, at roof: (amount: Double, seconds: [Double])?, reasons: (String, String)) {
        if amount <= 0 {
            missing = reasons.0
        } else if let roof {
            seconds = roof.seconds.map { $0 * amount / roof.amount }
        } else {
            missing = reasons.1
        }
    }
}
