import Report

/// Bencher Metric Format: for each case its figures with the ends of their intervals, by our names and in our units.
///
/// What is unavailable is left out, since the format has no place for a reason. Source of the format:
/// https://bencher.dev/docs/reference/bencher-metric-format/
public struct BMFRenderer: Renderer {
    /// The name users give.
    public let name = "bmf"
    /// The ending of its files.
    public let fileExtension = "json"

    /// The renderer has no options.
    public init() {}

    /// An object a case, in it an object a metric.
    public func render(_ report: Report) -> String {
        let benchmarks: [(name: String, value: OrderedJSON)] = report.cases.compactMap { each in
            let figures = each.figures
            guard !figures.isEmpty else { return nil }
            return (each.id, .object(figures.map { ($0.name, Self.measure($0.value)) }))
        }
        return OrderedJSON.object(benchmarks).document
    }

    private static func measure(_ value: Report.MetricValue) -> OrderedJSON {
        .object([
            ("value", .number(value.value)),
            ("lower_value", .number(value.interval.low)),
            ("upper_value", .number(value.interval.high)),
        ])
    }
}
