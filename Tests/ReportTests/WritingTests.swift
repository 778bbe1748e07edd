import TestSupport
import Statistics
import Foundation
import Testing

@testable import Report

@Suite struct WritingTests {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "writing-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "run.json").path
        try ExampleReport.small.write(to: path)
        try ExampleReport.whole.write(to: path)
        #expect(try Report.read(path) == ExampleReport.whole)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.json"])
    }

    /// Dictionaries are built in another order, and their hashes differ between processes.
    @Test func equalReportsGiveEqualBytes() throws {
        var other = ExampleReport.whole
        for index in other.cases.indices {
            let metrics = other.cases[index].metrics.sorted { $0.key > $1.key }
            other.cases[index].metrics = [:]
            for (name, metric) in metrics { other.cases[index].metrics[name] = metric }
        }
        #expect(try other.json() == ExampleReport.whole.json())
    }

    @Test func numbersSurviveExactly() throws {
        var generator = SeededGenerator(for: "numbers")
        var report = ExampleReport.small
        report.series[0].points = (0..<2000).map { _ in
            let bits = Double(bitPattern: .random(in: 0 ... .max, using: &generator))
            return .init(x: bits.isFinite ? bits : 0.1, y: -0.0)
        }
        report.run.seed = .max
        let read = try Report(json: report.json(), file: "x")
        #expect(read == report)
        #expect(read.series[0].points.map(\.x.bitPattern) == report.series[0].points.map(\.x.bitPattern))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func aNumberThatIsNotFiniteIsNamedBeforeAnythingIsWritten(number: Double) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var report = ExampleReport.small
        guard case .value(var time) = report.cases[2].metrics["time"] else {
            Issue.record("nothing to look at")
            return
        }
        time.interval.high = number
        report.cases[2].metrics["time"] = .value(time)
        let path = folder.appending(path: "run.json").path
        #expect(throws: ReportError.notFinite(field: "cases[2].metrics.time.interval[1]")) {
            try report.write(to: path)
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aRefusedPathLeavesTheOldFileAndNoOther() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let taken = folder.appending(path: "taken")
        try FileManager.default.createDirectory(
            at: taken.appending(path: "in"), withIntermediateDirectories: true)
        #expect(throws: ReportError.self) { try ExampleReport.small.write(to: taken.path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
        let missing = folder.appending(path: "no/run.json").path
        do {
            try ExampleReport.small.write(to: missing)
            Issue.record("written where there is no folder")
        } catch {
            #expect(error.kind == .inputOutput)
            #expect(
                error.description == "\(missing) cannot be written: No such file or directory; "
                    + "check the path and that its folder exists")
        }
    }

    @Test func aMetricTakesOneLine() throws {
        let text = String(decoding: try ExampleReport.small.json(), as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(
            lines.count { $0.contains("\"provenance\"") } == text.components(separatedBy: "\"provenance\"")
                .count - 1)
        #expect(
            lines.contains(
                "      \"parameters\": {\"cache\": \"warm\", \"k\": 64, \"m\": 125, \"n\": 64, \"stage\": \"kernel\"},"
            ))
        #expect(!text.contains("\\/"))
        #expect(text.hasSuffix("\n}\n"))
    }

    /// A full run holds about 1,500 cases of 20 metrics.
    @Test func aFullRunStaysSmallAndReadable() throws {
        var report = ExampleReport.small
        report.comparisons = []
        let model = report.cases[0]
        report.cases = (0..<1500).map { index in
            var each = model
            each.workload = "layer\(index)"
            each.id = "int8-fp32:layer\(index):\(each.variant):cache=warm,stage=kernel"
            for counter in 0..<10 { each.metrics["PAPI_E\(counter)"] = model.metrics["perf::TASK-CLOCK"] }
            return each
        }
        let clock = ContinuousClock()
        var json: [UInt8] = []
        let writing = try clock.measure { json = try report.json() }
        var read: Report?
        let reading = try clock.measure { read = try Report(json: json, file: "x") }
        var problems: [Problem] = []
        let validating = clock.measure { problems = report.validate() }
        print(
            "1,500 cases: \(json.count) bytes, written in \(writing), read in \(reading), validated in \(validating)"
        )
        #expect(read == report)
        #expect(problems == [])
        #expect(json.count < 8_000_000)
    }
}
