import Foundation
import Report
import TestSupport
import Testing

@Suite("bench micro-update and bench adaptation", .serialized)
struct LearningRunTests {
    @Test("A small model is timed, counted and lets policies learn, with bytes, curves and their drift")
    func microUpdate() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(["micro-update", "--quick", "--rounds", "6", "--output", scratch.url.path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try #require(scratch.files(".json").first)
        #expect(try Program.run(["validate", json]).status == 0)
        let report = try Report.read(json)
        #expect(report.cases.allSatisfy { $0.checks.allSatisfy(\.passed) })
        let bytes = try #require(report.findings.first { $0.name == "bytes-not-megabytes.playlist" })
        #expect(bytes.value == 248 && bytes.statement.contains("10 + 4 + 4 gates, 6 biases and 18 coefficients are 42"))
        #expect(report.findings.contains { $0.name == "learning-gain.playlist" && $0.value > 0 })
        #expect(report.findings.contains { $0.name == "distillation.playlist" })
        #expect(report.series.contains { $0.label == "every" && $0.events == [.init(x: 2000, label: "drift")] })
    }

    @Test("Strategies are held against what a device has to spare; what does not fit is named, not shrunk")
    func adaptation() throws {
        let scratch = try Scratch()
        let outcome = try Program.run([
            "adaptation", "--quick", "--rounds", "6", "--filter", "*:ecg:*", "--variant", "frozen", "--variant", "head",
            "--variant", "tiny-ol", "--memory", "40KiB", "--output", scratch.url.path,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try #require(scratch.files(".json").first)
        #expect(try Program.run(["validate", json]).status == 0)
        let report = try Report.read(json)
        #expect(report.cases.count == 3 && report.cases.allSatisfy { $0.checks.allSatisfy(\.passed) })
        let best = try #require(report.findings.first { $0.name == "best-strategy.ecg:drift=sudden" })
        #expect(
            best.statement.contains("within 40 KiB of memory: tiny-ol") && best.statement.contains("not fitting: head"))
        #expect(report.series.contains { $0.names?.contains("tiny-ol") == true })
    }

    @Test("What a device has to spare is refused where it is none, or said twice")
    func refusals() throws {
        for (arguments, words) in [
            (["adaptation", "--memory", "many"], "--set memory=many: bytes above 0 such as 256KiB is expected"),
            (["adaptation", "--memory", "1KiB", "--set", "memory=2KiB"], "--set memory and --memory say the same"),
            (["machine", "--energy", "1uJ"], "--set energy: machine has no such option"),
        ] {
            let outcome = try Program.run(arguments)
            #expect(outcome.status == 64 && outcome.errors.contains(words), "\(outcome.errors)")
        }
    }
}
