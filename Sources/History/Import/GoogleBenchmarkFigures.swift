import Foundation
import Report
import Statistics

/// The figures of one benchmark, from its repetitions or, where the file has none of them, from their aggregates.
struct GoogleBenchmarkFigures {
    let metrics: [String: Report.Metric]

    private static let confidence = 0.99
    /// How many of a unit make a second; a quotient by a whole number is rounded once.
    private static let perSecond = ["ns": 1e9, "us": 1e6, "ms": 1e3, "s": 1]

    init(_ benchmarks: [GoogleBenchmarkFile.Benchmark], file: String) throws {
        let times = try Self.values(benchmarks) { try Self.time($0, file: file) }
        let rates = [
            "bandwidth": Self.values(benchmarks, \.bytesPerSecond),
            "throughput": Self.values(benchmarks, \.itemsPerSecond),
        ]
        var metrics: [String: Report.Metric] = [:]
        metrics["time"] = try Self.metric("time", times, measured: .measured)
        for (name, values) in rates { metrics[name] = try Self.metric(name, values, measured: .derived) }
        self.metrics = metrics
    }

    /// What there is of one figure.
    private enum Values {
        case repetitions([Double])
        case aggregates(mean: Double, deviation: Double, count: Int)
    }

    private static func values(
        _ benchmarks: [GoogleBenchmarkFile.Benchmark],
        _ figure: (GoogleBenchmarkFile.Benchmark) throws -> Double?
    ) rethrows -> Values? {
        let repetitions = try benchmarks.filter { $0.runType ?? "iteration" == "iteration" }.compactMap(figure)
        if !repetitions.isEmpty { return .repetitions(repetitions) }
        let mean = benchmarks.first { $0.aggregate == "mean" }
        let deviation = benchmarks.first { $0.aggregate == "stddev" }
        guard let mean, let deviation, let center = try figure(mean), let spread = try figure(deviation) else {
            return nil
        }
        return .aggregates(mean: center, deviation: spread, count: mean.repetitions ?? 1)
    }

    /// The time of one iteration in seconds.
    private static func time(_ benchmark: GoogleBenchmarkFile.Benchmark, file: String) throws -> Double? {
        guard let time = benchmark.realTime else { return nil }
        let unit = benchmark.timeUnit ?? "ns"
        guard let count = perSecond[unit] else {
            throw HistoryError.unusable(
                file: file, cause: "\(benchmark.name) has the time unit \"\(unit)\"", remedy: "use ns, us, ms or s")
        }
        return time / count
    }

    private static func metric(
        _ name: String, _ values: Values?, measured: Report.Provenance
    ) throws -> Report.Metric? {
        guard let values, let definition = Report.definition(of: name) else { return nil }
        func metric(
            _ value: Double, _ interval: Report.Interval, _ confidence: Double, _ count: Int,
            _ provenance: Report.Provenance
        ) -> Report.Metric {
            .value(
                .init(
                    unit: definition.unit, better: definition.better, provenance: provenance, value: value,
                    interval: interval, confidence: confidence, count: count))
        }
        switch values {
        case .repetitions(let values):
            let samples = try SortedSamples(values, named: name)
            guard let interval = try samples.medianInterval(confidence: confidence) else {
                // The extremes cover the median unless all samples lie on one side of it. A report holds no 0.
                let coverage = max(1 - pow(2, 1 - Double(samples.count)), .ulpOfOne)
                return metric(samples.median, .init(samples.min, samples.max), coverage, samples.count, measured)
            }
            return metric(
                samples.median, .init(interval.low, interval.high), interval.confidence, samples.count, measured)
        case .aggregates(let mean, let deviation, let count):
            guard count > 1 else { return metric(mean, .init(mean, mean), .ulpOfOne, 1, .derived) }
            // Student's interval for a mean.
            let quantile = StudentT(degreesOfFreedom: Double(count - 1)).quantile(0.5 + confidence / 2)
            let half = quantile * deviation / Double(count).squareRoot()
            return metric(mean, .init(max(0, mean - half), mean + half), confidence, count, .derived)
        }
    }
}
