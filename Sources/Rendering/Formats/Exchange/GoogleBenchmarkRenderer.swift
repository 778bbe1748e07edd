import Report

/// The JSON of Google Benchmark, as its `compare.py` and what else reads its output expect it.
///
/// A case is a benchmark, its time in nanoseconds; launches are its repetitions, with their mean, median, standard
/// deviation and coefficient of variation as aggregates. All other figures are user counters by our names and in our
/// units; intervals and tails have no place in the format. Cases without a time are named in the context with the
/// reason: Google Benchmark gives benchmarks with an error a time of 0, and its reader fails without one.
/// Source of the format: https://github.com/google/benchmark/blob/main/docs/user_guide.md#output-formats
public struct GoogleBenchmarkRenderer: Renderer {
    /// The name users give.
    public let name = "google-benchmark"
    /// The ending of its files.
    public let fileExtension = "json"

    /// The renderer has no options.
    public init() {}

    /// The context and the benchmarks.
    public func render(_ report: Report) -> String {
        OrderedJSON.object([
            ("context", Self.context(of: report)),
            ("benchmarks", .list(report.cases.enumerated().flatMap { Self.entries(of: $1, family: $0) })),
        ]).document
    }

    private static func context(of report: Report) -> OrderedJSON {
        .object([
            ("date", .text(report.run.started)),
            ("host_name", .text(report.host.id)),
            ("executable", .text(report.tool.name)),
            (
                "caches",
                .list(
                    report.host.caches.map {
                        .object([
                            ("type", .text($0.kind.prefix(1).uppercased() + $0.kind.dropFirst())),
                            ("level", .count($0.level)), ("size", .count($0.bytes)),
                        ])
                    })
            ),
            ("library_build_type", .text(report.tool.configuration)),
            ("cpu", .text(report.host.cpu)),
            ("version", .text(report.tool.version)),
            ("commit", .text(report.tool.commit)),
            ("suite", .text(report.suite.name)),
            ("suite_digest", .text(report.suite.digest)),
            ("run", .text(report.run.id)),
            (
                "unavailable",
                .object(
                    report.cases.filter { $0.value("time") == nil }
                        .map { ($0.id, .text($0.absence(of: "time"))) })
            ),
        ])
    }

    private static func entries(of each: Report.Case, family: Int) -> [OrderedJSON] {
        let threads = if case .number(let number) = each.parameters["threads-used"] { number } else { 1 }
        func entry(
            _ suffix: String, repetitions: Int, _ fields: [(name: String, value: OrderedJSON)]
        ) -> OrderedJSON {
            .object(
                [
                    ("name", .text(each.id + suffix)), ("family_index", .count(family)),
                    ("per_family_instance_index", .count(0)), ("run_name", .text(each.id)),
                    ("repetitions", .count(repetitions)), ("threads", .count(threads)),
                ] + fields)
        }
        guard let time = each.value("time") else { return [] }
        let counters = each.figures.filter { $0.name != "time" }.map { ($0.name, OrderedJSON.number($0.value.value)) }
        let runs = time.launches ?? [time.value]
        let repetitions = runs.enumerated().map { index, seconds in
            entry(
                "", repetitions: runs.count,
                [
                    ("run_type", .text("iteration")), ("repetition_index", .count(index)),
                    ("iterations", .count(time.count)),
                ] + times(seconds * 1e9, unit: "ns") + counters)
        }
        guard runs.count > 1 else { return repetitions }
        return repetitions
            + Aggregate.all(of: runs).map { aggregate in
                entry(
                    "_\(aggregate.name)", repetitions: runs.count,
                    [
                        ("run_type", .text("aggregate")), ("aggregate_name", .text(aggregate.name)),
                        ("aggregate_unit", .text(aggregate.isShare ? "percentage" : "time")),
                        ("iterations", .count(runs.count)),
                    ] + times(aggregate.isShare ? aggregate.value : aggregate.value * 1e9, unit: "ns"))
            }
    }

    /// The wall-clock time stands for the CPU's too, which is not measured and which readers need: a call does not wait.
    private static func times(_ time: Double, unit: String) -> [(name: String, value: OrderedJSON)] {
        [("real_time", .number(time)), ("cpu_time", .number(time)), ("time_unit", .text(unit))]
    }

    /// A statistic over the launches, by the name that Google Benchmark gives it.
    private struct Aggregate {
        let name: String
        let value: Double
        var isShare = false

        static func all(of runs: [Double]) -> [Aggregate] {
            let sorted = runs.sorted()
            let count = Double(runs.count)
            let mean = runs.reduce(0, +) / count
            let median = (sorted[(runs.count - 1) / 2] + sorted[runs.count / 2]) / 2
            let deviation = (runs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
            return [
                Aggregate(name: "mean", value: mean), Aggregate(name: "median", value: median),
                Aggregate(name: "stddev", value: deviation),
                Aggregate(name: "cv", value: mean == 0 ? 0 : deviation / mean, isShare: true),
            ]
        }
    }
}
