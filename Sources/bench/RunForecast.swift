import Measurement
import Suites

/// What a run would measure and for how long, in a few lines: one for each family of workloads.
struct RunForecast {
    private let groups: [GroupPlan]
    private let settings: MeasurementSettings

    init(_ groups: [GroupPlan], _ settings: MeasurementSettings) {
        self.groups = groups
        self.settings = settings
    }

    /// `kws  5 workloads, 20 groups, 240 cases`, the sum, what cannot run and why, and the time.
    var lines: [String] {
        var families: [String] = []
        for group in groups where !families.contains(Self.family(of: group)) { families.append(Self.family(of: group)) }
        let width = (families.map(\.count) + ["total".count]).max() ?? 0
        func line(_ name: String, _ groups: [GroupPlan]) -> String {
            name.padding(toLength: width, withPad: " ", startingAt: 0) + "  \(Self.extent(of: groups))"
        }
        return families.map { family in line(family, groups.filter { Self.family(of: $0) == family }) }
            + [line("total", groups)] + missing + [time].compactMap { $0 }
    }

    /// `kws` of `kws.pw1`.
    private static func family(of group: GroupPlan) -> String {
        String(group.workload.prefix { $0 != "." })
    }

    private static func extent(of groups: [GroupPlan]) -> String {
        let cases = groups.flatMap(\.wanted).filter { $0.unavailable == nil }
        return [
            counted(Set(groups.map(\.workload)).count, "workload"), counted(groups.count, "group"),
            counted(cases.count, "case"),
        ].joined(separator: ", ")
    }

    private static func counted(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private var missing: [String] {
        Selection.reasons(groups.flatMap(\.wanted)).map { "unavailable: \($0)" }
    }

    private var time: String? {
        guard let perGroup = settings.sustainSeconds ?? settings.groupSeconds else { return nil }
        let seconds = Int((perGroup * Double(groups.count)).rounded(.up))
        return
            "rounds take at most \(seconds) s in all, or \(settings.leastRounds) rounds a group where that is longer; checks, "
            + "calibration, counters and energy come on top"
    }
}
