import Foundation
import Report
import Testing

@testable import History

@Suite("Files of Google Benchmark")
struct GoogleBenchmarkTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    private func convert(
        _ benchmarks: String, context: String = "", commit: String? = nil
    ) throws -> (report: Report, notes: [String]) {
        let text = """
            {"context": {"date": "2026-11-21T10:15:00+02:00", "host_name": "edge", "executable": "./build/sort_bench",
             "num_cpus": 4, "mhz_per_cpu": 2400, "cpu_scaling_enabled": false, "load_avg": [0.1, 0.2, 0.3],
             "caches": [{"type": "Data", "level": 1, "size": 32768, "num_sharing": 1}], "library_version": "v1.9.0",
             "library_build_type": "release"\(context)}, "benchmarks": [\(benchmarks)]}
            """
        let path = scratch.path + "/gb.json"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try GoogleBenchmarkFile(reading: path).report(commit: commit)
    }

    private func repetition(_ name: String, _ time: Double, unit: String = "ns", more: String = "") -> String {
        """
        {"name": "\(name)", "run_name": "\(name)", "run_type": "iteration", "repetitions": 3, "iterations": 1000,
         "real_time": \(time), "cpu_time": 1, "time_unit": "\(unit)", "threads": 1\(more)}
        """
    }

    private func value(_ report: Report, _ metric: String, case index: Int = 0) throws -> Report.MetricValue {
        guard case .value(let value)? = report.cases[index].metrics[metric] else {
            throw HistoryError.unusable(file: metric, cause: "missing", remedy: "")
        }
        return value
    }

    @Test("Times come in seconds whatever their unit", arguments: [("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1)])
    func units(unit: String, factor: Double) throws {
        let report = try convert(repetition("BM_Sort/8", 12.5, unit: unit)).report
        let time = try value(report, "time")
        #expect(abs(time.value / (12.5 * factor) - 1) < 1e-12 && time.count == 1 && time.provenance == .measured)
        #expect(time.confidence < 1e-9, "one repetition has no interval")
        #expect(report.cases[0].id == "google-benchmark:BM_Sort/8:sort_bench")
    }

    @Test("Repetitions give median and exact interval, as far as they go")
    func repetitions() throws {
        let three = try value(convert([3, 1, 2].map { repetition("a", $0) }.joined(separator: ",")).report, "time")
        #expect(three.value == 2e-9 && three.interval == .init(1e-9, 3e-9) && three.count == 3)
        #expect(three.confidence == 0.75, "all three on one side of the median: 2 · (1/2)^3")
        let ten = (1...10).map { repetition("a", Double($0)) }.joined(separator: ",")
        let time = try value(convert(ten).report, "time")
        // Ranks 1 and 10 miss the median with 2/1024; 2 and 9 with 22/1024, which is too much for 99 %.
        #expect(time.interval == .init(1e-9, 1e-8) && abs(time.confidence - (1 - 2.0 / 1024)) < 1e-12)
    }

    @Test("Aggregates alone give the mean with Student's interval; beside repetitions they are left out")
    func aggregates() throws {
        func aggregate(_ kind: String, _ time: Double) -> String {
            """
            {"name": "a_\(kind)", "run_name": "a", "run_type": "aggregate", "repetitions": 10, "iterations": 10,
             "aggregate_name": "\(kind)", "real_time": \(time), "cpu_time": 1, "time_unit": "ns", "threads": 1}
            """
        }
        let only = ["mean", "median", "stddev", "cv"].enumerated().map { aggregate($1, [100, 99, 4, 0.04][$0]) }
            .joined(separator: ",")
        let time = try value(convert(only).report, "time")
        #expect(time.value == 100e-9 && time.count == 10 && time.provenance == .derived && time.confidence == 0.99)
        // t of 9 degrees of freedom at 99.5 % is 3.24984 (Abramowitz & Stegun, table 26.10).
        #expect(abs((time.interval.high - time.value) / (3.24984 * 4e-9 / 10.0.squareRoot()) - 1) < 1e-5)
        let both = try convert(repetition("a", 7) + "," + only).report
        #expect(both.cases.count == 1)
        #expect(try value(both, "time").value == 7e-9)
    }

    @Test("Rates are derived, and failed benchmarks left out with a note")
    func ratesAndErrors() throws {
        let more = ", \"bytes_per_second\": 5e9, \"items_per_second\": 2.5e6, \"my_counter\": 3"
        let failed = ", \"error_occurred\": true, \"error_message\": \"no such file\""
        let (report, notes) = try convert(
            repetition("a", 1, more: more) + "," + repetition("b", 0, more: failed))
        #expect(report.cases.map(\.workload) == ["a"])
        #expect(try value(report, "bandwidth").value == 5e9 && value(report, "throughput").provenance == .derived)
        #expect(notes == ["b is left out: no such file"])
        #expect(throws: HistoryError.self) { try convert(repetition("b", 0, more: failed)) }
    }

    @Test("Names that ids cannot hold are changed and stay apart")
    func names() throws {
        let names = ["BM_Copy<int, 4>/x:8", "BM_Copy<int; 4>/x:8", "<>"]
        let report = try convert(names.map { repetition($0, 1) }.joined(separator: ",")).report
        #expect(report.cases.map(\.workload) == ["BM_Copy-int--4-/x-8", "BM_Copy-int--4-/x-8+", "unnamed"])
        #expect(report.cases.map { $0.parameters["name"] } == names.map { .text($0) })
    }

    @Test("The context becomes host, start and commit; the same file is the same run")
    func context() throws {
        let one = try convert(repetition("a", 1)).report
        #expect(one.run.started == "2026-11-21T08:15:00Z" && one.tool.commit == "unknown")
        #expect(one.tool.version == "v1.9.0" && one.host.caches == [.init(level: 1, kind: "data", bytes: 32768)])
        #expect(one.run.warnings.map(\.code) == ["imported"])
        #expect(try convert(repetition("a", 1)).report == one)
        let other = try convert(repetition("a", 1), context: ", \"commit\": \"0123abc\"").report
        #expect(other.tool.commit == "0123abc" && other.host.id == one.host.id && other.run.id != one.run.id)
        #expect(try convert(repetition("a", 1), commit: "4567def").report.tool.commit == "4567def")
    }

    @Test("Other files are told as such", arguments: ["{}", "[]", "x", "", "{\"context\": {}, \"benchmarks\": []}"])
    func others(text: String) throws {
        let path = scratch.path + "/other.json"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: HistoryError.self) { try GoogleBenchmarkFile(reading: path) }
    }
}
