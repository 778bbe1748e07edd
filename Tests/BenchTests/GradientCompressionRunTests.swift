import Foundation
import Report
import TestSupport
import Testing

@Suite("bench gradient-compression", .serialized)
struct GradientCompressionRunTests {
    @Test("Every codec obeys its law on a gradient, with its bytes, its times and a break-even bandwidth")
    func codecs() throws {
        let scratch = try Scratch()
        let outcome = try Program.run([
            "gradient-compression", "--quick", "--rounds", "6", "--filter", "*:activity.late:*", "--output",
            scratch.url.path,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try #require(scratch.files(".json").first)
        #expect(try Program.run(["validate", json]).status == 0)
        let report = try Report.read(json)
        let coded = report.cases.filter { !$0.variant.hasPrefix("bandwidth") }
        #expect(coded.count > 50)
        for entry in coded {
            let failed = entry.checks.filter { !$0.passed }
            #expect(failed.isEmpty && entry.checks.contains { $0.name == "round-trip" }, "\(entry.id): \(failed)")
            let isEncoded = entry.id.contains("pass=encode")
            for name in ["time"] + (isEncoded ? ["bytes.wire", "error.relative", "entropy", "memory.peak"] : []) {
                #expect(entry.metrics[name] != nil, "\(entry.id): \(name)")
            }
        }
        #expect(report.findings.contains { $0.name == "break-even-bandwidth.activity.late:codec=sign" })
    }

    @Test("Processes over TCP come to the model of one process, and write what their messages and framing are")
    func processes() throws {
        let scratch = try Scratch()
        let outcome = try Program.run([
            "gradient-compression", "--quick", "--rounds", "6", "--filter", "*:train.activity:*", "--variant", "fp32",
            "--variant", "random-k/0.01", "--output", scratch.url.path,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try Report.read(try #require(scratch.files(".json").first))
        #expect(report.cases.count == 2)
        for entry in report.cases {
            let check = try #require(entry.checks.first { $0.name == "tcp" })
            #expect(check.passed && check.detail.contains("4 processes"), "\(check.detail)")
            guard case .value(let socket)? = entry.metrics["bytes.socket"],
                case .value(let message)? = entry.metrics["bytes.wire"]
            else {
                Issue.record("\(entry.id) has no bytes")
                continue
            }
            // To three others, 12 bytes before each; hellos once.
            #expect(abs(socket.value - 3 * (message.value + 12)) < 1, "\(socket.value) beside \(message.value)")
        }
        #expect(report.findings.contains { $0.name.hasPrefix("send-or-train.activity.ble") })
    }
}
