import Report

/// The text exposition of OpenMetrics 1.0: a family of gauges a metric, a sample a case.
///
/// Names begin with `bench_` and end with the unit in full. Counters share the families `bench_counter…`, each event
/// named by a label, as events have characters that names may not have. The ends of intervals and the quantiles are
/// families of their own. What is unavailable has no sample. Source of the format:
/// https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md
public struct OpenMetricsRenderer: Renderer {
    /// The name users give.
    public let name = "openmetrics"
    /// The ending of its files.
    public let fileExtension = "om"

    /// The renderer has no options.
    public init() {}

    /// Families one after the other, `# EOF` last.
    public func render(_ report: Report) -> String {
        let run = [
            Self.info(of: report),
            Family(
                name: "bench_failed_checks", unit: "", help: "Checks of a case that failed.",
                samples: report.cases.map { each in
                    .init(labels: Self.labels(of: each, in: report), value: Double(each.checks.count { !$0.passed }))
                }),
        ]
        return (run + Self.families(of: report)).map(\.text).joined() + "# EOF\n"
    }

    private static func info(of report: Report) -> Family {
        let labels = [
            ("host", report.host.id), ("commit", report.tool.commit), ("suite", report.suite.name),
            ("run", report.run.id), ("started", report.run.started), ("cpu", report.host.cpu), ("os", report.host.os),
            ("kernel", report.host.kernel), ("version", report.tool.version), ("digest", report.suite.digest),
        ]
        return Family(
            name: "bench_run", type: "info", unit: "", help: "The run, its machine and its program.",
            samples: [.init(suffix: "_info", labels: labels, value: 1)])
    }

    private static func families(of report: Report) -> [Family] {
        var families: [String: Family] = [:]
        var order: [String] = []
        func add(_ value: Double, _ stem: String, unit: String, help: String, _ labels: [(String, String)]) {
            let unit = unitNames[unit] ?? ""
            let name = unit.isEmpty ? stem : "\(stem)_\(unit)"
            if families[name] == nil { order.append(name) }
            families[name, default: Family(name: name, unit: unit, help: help, samples: [])].samples.append(
                .init(labels: labels, value: value))
        }
        for each in report.cases {
            let labels = labels(of: each, in: report)
            for (metric, value) in each.figures {
                let definition = Report.definition(of: metric)
                let stem = definition == nil ? "bench_counter" : "bench_\(nameText(metric))"
                let help = definition?.meaning ?? "A counter's value for one call."
                let all =
                    labels + [("provenance", value.provenance.rawValue)]
                    + (definition == nil ? [("event", metric)] : [])
                add(value.value, stem, unit: value.unit, help: help, all)
                add(
                    value.interval.low, "\(stem)_low", unit: value.unit, help: "Lower end of the interval of \(stem).",
                    all)
                add(
                    value.interval.high, "\(stem)_high", unit: value.unit,
                    help: "Upper end of the interval of \(stem).",
                    all)
                for (share, quantile) in value.quantiles.map(quantiles) ?? [] {
                    add(
                        quantile, "\(stem)_quantile", unit: value.unit, help: "Quantiles of single calls of \(stem).",
                        all + [("quantile", share)])
                }
            }
        }
        return order.compactMap { families[$0] }
    }

    private static func quantiles(_ quantiles: Report.Quantiles) -> [(String, Double)] {
        (quantiles.p50.map { [("0.5", $0)] } ?? []) + [("0.95", quantiles.p95), ("0.99", quantiles.p99)]
    }

    private static func labels(of each: Report.Case, in report: Report) -> [(String, String)] {
        let conditions = CaseID(each.id)?.conditions ?? [:]
        return [
            ("host", report.host.id), ("commit", report.tool.commit), ("suite", report.suite.name), ("case", each.id),
            ("workload", each.workload), ("variant", each.variant),
        ] + conditions.sorted { $0.key < $1.key }.map { ("condition_\(nameText($0.key))", $0.value) }
    }

    /// Units of reports as OpenMetrics spells them; a ratio or count has none.
    static let unitNames = [
        "s": "seconds", "Hz": "hertz", "J": "joules", "W": "watts", "B": "bytes", "B/s": "bytes_per_second",
        "J/B": "joules_per_byte", "op": "operations", "op/s": "operations_per_second", "op/B": "operations_per_byte",
        "op/J": "operations_per_joule", "dB": "decibels",
    ]

    /// A text with what names may not have replaced by `_`.
    static func nameText(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    private struct Family {
        let name: String
        var type = "gauge"
        let unit: String
        let help: String
        var samples: [Sample]

        var text: String {
            "# TYPE \(name) \(type)\n" + (unit.isEmpty ? "" : "# UNIT \(name) \(unit)\n")
                + "# HELP \(name) \(OpenMetricsRenderer.escaped(help))\n" + samples.map { $0.line(of: name) }.joined()
        }
    }

    private struct Sample {
        var suffix = ""
        let labels: [(String, String)]
        let value: Double

        func line(of family: String) -> String {
            let labels = labels.map { "\($0.0)=\"\(OpenMetricsRenderer.escaped($0.1))\"" }.joined(separator: ",")
            return "\(family)\(suffix){\(labels)} \(value)\n"
        }
    }

    fileprivate static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n", "\r\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
    }
}
