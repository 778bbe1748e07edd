import Report

/// One row a case and metric, by RFC 4180: a header, lines that end in CR LF, quotes where a field needs
/// them.
///
/// Parameters of the cases become columns `parameters.KEY`, so that a table program can filter by them.
public struct CSVRenderer: Renderer {
    /// The name users give.
    public let name = "csv"
    /// The ending of its files.
    public let fileExtension = "csv"

    private static let identity = ["host", "run", "case", "group", "workload", "variant"]
    private static let figure = [
        "metric", "unit", "better", "provenance", "value", "low", "high", "confidence", "count", "p50", "p95", "p99",
        "launches", "source", "unavailable",
    ]

    /// The renderer has no options.
    public init() {}

    /// The header and a row a case and metric; no interval, tail or source gives an empty field.
    public func render(_ report: Report) -> String {
        let keys = Set(report.cases.flatMap(\.parameters.keys)).sorted()
        var rows = [Self.identity + keys.map { "parameters.\($0)" } + Self.figure]
        for each in report.cases {
            let identity = [report.host.id, report.run.id, each.id, each.group, each.workload, each.variant]
            let parameters = keys.map { each.parameters[$0]?.description ?? "" }
            for name in Report.inOrder(each.metrics.keys) {
                rows.append(identity + parameters + [name] + Self.fields(of: each.metrics[name]))
            }
        }
        return rows.map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func fields(of metric: Report.Metric?) -> [String] {
        switch metric {
        case .value(let value):
            let numbers = [value.value, value.interval.low, value.interval.high, value.confidence].map(
                \.description)
            let quantiles = value.quantiles
            let tails = [quantiles?.p50, quantiles?.p95, quantiles?.p99].map { $0?.description ?? "" }
            let launches = (value.launches ?? []).map(\.description).joined(separator: " ")
            return [value.unit, value.better.rawValue, value.provenance.rawValue] + numbers + [
                "\(value.count)"
            ]
                + tails + [launches, value.source ?? "", ""]
        case .unavailable(let unit, let reason):
            return [unit] + Array(repeating: "", count: figure.count - 3) + [reason]
        case nil:
            return []
        }
    }

    private static func field(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { ",\"\r\n".utf8.contains($0) }
        guard needsQuotes else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
