import Foundation
import Report
import Testing

@testable import Rendering

/// The formats of others, read back by their own tools: each figure of the report to the last digit, and nothing else.
@Suite struct ExchangeTests {
    /// What may break a writer: names, reasons and details of any kind.
    private static let strange = "a\"b\\c\n\t<d>&'é日😀 \u{1}]]>{x=\"y\"}"

    /// The example with a case of each kind: launches, no time, a failed check, strange names.
    private func report() throws -> Report {
        var report = try GoldenTests.example()
        guard case .value(var time) = report.cases[0].metrics["time"] else { throw CocoaError(.coderValueNotFound) }
        time.launches = [time.value, time.value * 1.01, time.value * 0.98]
        report.cases[0].metrics["time"] = .value(time)
        report.cases[1].metrics = ["time": .unavailable(unit: "s", reason: Self.strange)]
        report.cases[2].checks = [.init(name: "oracle", passed: false, detail: Self.strange)]
        report.cases[2].metrics = ["time": .unavailable(unit: "s", reason: "the check oracle failed")]
        report.cases[3].id = Self.strange
        report.cases[3].workload = Self.strange
        return report
    }

    private func empty() throws -> Report {
        var report = try GoldenTests.example()
        report.cases = []
        return report
    }

    /// The figures as `case, metric, value, low, high`.
    private func figures(of report: Report) -> Set<[String]> {
        Set(
            report.cases.flatMap { each in
                each.figures.map { name, value in
                    [each.id, name] + [value.value, value.interval.low, value.interval.high].map(\.description)
                }
            })
    }

    @Test func bmfHoldsEveryFigure() throws {
        let report = try report()
        let text = BMFRenderer().render(report)
        let found = try JSONDecoder().decode([String: [String: [String: Double]]].self, from: Data(text.utf8))
        let read = found.flatMap { id, measures in
            measures.map { name, values in
                [id, name] + ["value", "lower_value", "upper_value"].map { values[$0]?.description ?? "" }
            }
        }
        #expect(Set(read) == figures(of: report) && read.count == figures(of: report).count)
        #expect(BMFRenderer().render(try empty()) == "{}\n")
    }

    @Test func bmfIsWhatBencherDescribes() throws {
        let python = OtherReader.python(with: "jsonschema")
        let schema = GoldenTests.fixtures.appending(path: "bmf.schema.json").path
        for text in [BMFRenderer().render(try report()), BMFRenderer().render(try empty())] {
            #expect(try OtherReader.read([String].self, "bmf", schema, input: text, python: python) == [])
        }
        // The judge is awake.
        let wrong = "{\"a\": {\"time\": {\"lower_value\": 1}}}"
        #expect(try OtherReader.read([String].self, "bmf", schema, input: wrong, python: python) != [])
    }

    private struct Entry: Decodable {
        let name, run_name, run_type: String
        let repetitions: Int
        let real_time: Double
        let time_unit: String
        let aggregate_name: String?
    }

    /// All fields that are numbers, as Foundation's decoder reads them: its `JSONSerialization` rounds.
    private struct Counters: Decodable {
        struct Field: Decodable {
            let value: Double?

            init(from decoder: any Decoder) throws {
                value = try? decoder.singleValueContainer().decode(Double.self)
            }
        }
        let benchmarks: [[String: Field]]
    }

    @Test func googleBenchmarkHoldsEveryFigure() throws {
        let report = try report()
        let text = Data(GoogleBenchmarkRenderer().render(report).utf8)
        struct Document: Decodable {
            struct Context: Decodable { let unavailable: [String: String] }
            let context: Context
            let benchmarks: [Entry]
        }
        let document = try JSONDecoder().decode(Document.self, from: text)
        let entries = document.benchmarks
        let fields = try JSONDecoder().decode(Counters.self, from: text).benchmarks
        for each in report.cases {
            let found = zip(entries, fields).filter { $0.0.run_name == each.id }
            let runs = found.filter { $0.0.run_type == "iteration" }
            guard let time = each.value("time") else {
                #expect(found.isEmpty && document.context.unavailable[each.id] == each.absence(of: "time"))
                continue
            }
            #expect(runs.map(\.0.real_time) == (time.launches ?? [time.value]).map { $0 * 1e9 })
            #expect(
                runs.allSatisfy { $0.0.time_unit == "ns" && $0.0.repetitions == runs.count && $0.0.name == each.id })
            for (name, value) in each.figures where name != "time" {
                for run in runs {
                    #expect(run.1[name]?.value == value.value, "\(each.id) \(name)")
                }
            }
        }
        let aggregates = entries.filter { $0.run_type == "aggregate" }
        #expect(aggregates.map(\.aggregate_name) == ["mean", "median", "stddev", "cv"])
        let value = try #require(report.cases[0].value("time")).value
        #expect(aggregates[1].real_time == value * 1e9)
        // The deviations of 1, 1.01 and 0.98 from their mean.
        let deviation = ((pow(1 - 2.99 / 3, 2) + pow(1.01 - 2.99 / 3, 2) + pow(0.98 - 2.99 / 3, 2)) / 2).squareRoot()
        #expect(abs(aggregates[2].real_time / (value * 1e9 * deviation) - 1) < 1e-9)
        #expect(abs(aggregates[3].real_time / (deviation / (2.99 / 3)) - 1) < 1e-9)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/benchmark/gbench/report.py")))
    func googleBenchmarksReaderComparesTwoExports() throws {
        guard let python = OtherReader.python(with: "scipy", "numpy") else { return }
        let base = try report()
        var head = base
        for index in head.cases.indices {
            guard case .value(var time) = head.cases[index].metrics["time"] else { continue }
            time.value *= 2
            time.launches = time.launches?.map { $0 * 2 }
            head.cases[index].metrics["time"] = .value(time)
        }
        let files = try [base, head].map { report in
            let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
            try Data(GoogleBenchmarkRenderer().render(report).utf8).write(to: file)
            return file
        }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        struct Row: Decodable {
            let name: String
            let times: [Double]

            init(from decoder: any Decoder) throws {
                var row = try decoder.unkeyedContainer()
                name = try row.decode(String.self)
                _ = try row.decode(String.self)
                times = [try row.decode(Double.self), try row.decode(Double.self)]
            }
        }
        let rows = try OtherReader.read([Row].self, "compare", files[0].path, files[1].path, python: python)
        for each in base.cases {
            guard let time = each.value("time") else { continue }
            let found = rows.filter { $0.name == each.id }.map(\.times)
            #expect(found == (time.launches ?? [time.value]).map { [$0 * 1e9, $0 * 2 * 1e9] }, "\(each.id)")
        }
    }

    private struct Sample: Decodable {
        let name: String
        let labels: [String: String]
        let value: Double
        let type: String
        let unit: String

        init(from decoder: any Decoder) throws {
            var sample = try decoder.unkeyedContainer()
            name = try sample.decode(String.self)
            labels = try sample.decode([String: String].self)
            value = try sample.decode(Double.self)
            type = try sample.decode(String.self)
            unit = try sample.decode(String.self)
        }
    }

    @Test(.enabled(if: OtherReader.python(with: "prometheus_client") != nil))
    func prometheusFindsEveryFigure() throws {
        let report = try report()
        let python = OtherReader.python(with: "prometheus_client")
        let samples = try OtherReader.read(
            [Sample].self, "openmetrics", input: OpenMetricsRenderer().render(report), python: python)
        var expected = 1 + report.cases.count
        for each in report.cases {
            let own = samples.filter { $0.labels["case"] == each.id }
            #expect(own.allSatisfy { $0.labels["workload"] == each.workload && $0.labels["variant"] == each.variant })
            #expect(own.first { $0.name == "bench_failed_checks" }?.value == (each.failedCheck == nil ? 0 : 1))
            for (name, figure) in each.figures {
                let isCounter = Report.definition(of: name) == nil
                let unit = OpenMetricsRenderer.unitNames[figure.unit]
                let stem = isCounter ? "bench_counter" : "bench_\(OpenMetricsRenderer.nameText(name))"
                func value(_ part: String, quantile: String? = nil) -> Double? {
                    let family = stem + part + (unit.map { "_\($0)" } ?? "")
                    let found = own.filter {
                        $0.name == family && $0.unit == unit ?? "" && $0.labels["event"] == (isCounter ? name : nil)
                            && $0.labels["quantile"] == quantile
                            && $0.labels["provenance"] == figure.provenance.rawValue
                    }
                    return found.count == 1 ? found[0].value : nil
                }
                #expect(value("") == figure.value, "\(each.id) \(name)")
                #expect(value("_low") == figure.interval.low && value("_high") == figure.interval.high)
                expected += 3
                guard let quantiles = figure.quantiles else { continue }
                #expect(value("_quantile", quantile: "0.95") == quantiles.p95)
                #expect(value("_quantile", quantile: "0.99") == quantiles.p99)
                #expect(value("_quantile", quantile: "0.5") == quantiles.p50)
                expected += quantiles.p50 == nil ? 2 : 3
            }
        }
        #expect(samples.count == expected)
        let info = try #require(samples.first { $0.name == "bench_run_info" })
        #expect(info.type == "info" && info.labels["commit"] == report.tool.commit)
        let none = try OtherReader.read(
            [Sample].self, "openmetrics", input: OpenMetricsRenderer().render(empty()), python: python)
        #expect(none.map(\.name) == ["bench_run_info"])
    }

    /// Two metrics of one family would be one metric to Prometheus.
    @Test func familiesOfMetricsDiffer() {
        let names = Report.metricDefinitions.map { OpenMetricsRenderer.nameText($0.name) }
        #expect(Set(names).count == names.count)
        #expect(Set(OpenMetricsRenderer.unitNames.keys) == Report.units.subtracting(["1"]))
    }

    private struct JUnit: Decodable {
        struct Test: Decodable, Equatable { let `class`, name, outcome, message: String }
        let suite: String
        let counts: [String: Int]
        let tests: [Test]
    }

    @Test func junitTellsOutcomesApart() throws {
        let report = try report()
        let found = try OtherReader.read(JUnit.self, "junit", input: JUnitRenderer().render(report))
        #expect(found.suite == report.suite.name)
        func holdable(_ text: String) -> String { text.replacingOccurrences(of: "\u{1}", with: "\u{FFFD}") }
        #expect(
            found.tests
                == report.cases.map { each in
                    let outcome = each.failedCheck != nil ? "failure" : each.hasFigures ? "passed" : "skipped"
                    return .init(
                        class: holdable("\(report.suite.name).\(each.workload)"), name: holdable(each.id),
                        outcome: outcome, message: outcome == "passed" ? "" : holdable(each.absence(of: "time")))
                })
        let outcomes = found.tests.map(\.outcome)
        #expect(outcomes[1...2] == ["skipped", "failure"] && found.tests[2].message.hasPrefix("oracle: a\"b"))
        #expect(found.counts["failures"] == outcomes.count { $0 == "failure" } && found.counts["skipped"] == 1)
        #expect(found.counts["tests"] == report.cases.count && found.counts["errors"] == 0)
        let none = try OtherReader.read(JUnit.self, "junit", input: JUnitRenderer().render(empty()))
        #expect(none.tests == [] && none.counts["tests"] == 0)
    }
}
