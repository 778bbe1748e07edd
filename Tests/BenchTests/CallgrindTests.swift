import Foundation
import Measurement
import Report
import Testing

@testable import bench

@Suite("--counters callgrind", .serialized, .enabled(if: Simulation.unavailable == nil))
struct CallgrindTests {
    /// Runs a program under Callgrind and reads what it counted.
    private func counts(of program: String) throws -> [String: [String: Report.Metric]] {
        let scratch = try Scratch()
        let options = SimulatedWindow.options(caches: SimulatedCaches(), folder: scratch.url.path)
        let valgrind = try #require(Simulation.valgrind)
        let copy = try SimulatedWindow.copy(of: program, into: scratch.url.path)
        let outcome = try Program.run(valgrind, options + [copy])
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try SimulatedCounts.read(scratch.url.path)
    }

    private func value(_ metric: Report.Metric?) -> Double? {
        guard case .value(let value)? = metric else { return nil }
        return value.value
    }

    @Test("A loop of known length is counted to the instruction")
    func knownWork() throws {
        let program = URL(filePath: Program.path).deletingLastPathComponent().appending(path: "SimulatedWork").path
        let counted = try counts(of: program)
        func instructions(_ iterations: Int) throws -> Double {
            try #require(value(counted["\(iterations)"]?["callgrind::Ir"]))
        }
        // Two instructions an iteration; what the call and the window cost is the same for all.
        #expect(try instructions(2000) - instructions(1000) == 2 * 1000)
        #expect(try instructions(1_000_000) - instructions(1000) == 2 * 999_000)
        #expect(try instructions(1000) < 2 * 1000 + 500)
    }

    /// The figures of Callgrind in a run of two layers, one of 16 times the work of the other.
    private func run() throws -> [String: [String: Double]] {
        let scratch = try Scratch()
        let json = scratch.url.appending(path: "report.json").path
        let outcome = try Program.run([
            "int8-fp32", "--quick", "--shape", "16x64x64", "--shape", "64x64x256", "--filter",
            "*:gemm.16x64x64:*:cache=warm,stage=kernel",
            "--filter", "*:gemm.64x64x256:*:cache=warm,stage=kernel", "--variant", "fp32/avx2", "--variant",
            "fp32/portable",
            "--variant", "fp32/avx512", "--rounds", "8", "--counters", "callgrind", "--no-save", "--json", json,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try Report.read(json)
        #expect(report.run.options?["callgrind"]?.contains("--D1=") == true)
        var found: [String: [String: Double]] = [:]
        for each in report.cases where !each.isRoof {
            for (name, metric) in each.metrics where name.hasPrefix("callgrind::") {
                if case .value(let figure) = metric { #expect(figure.provenance == .simulated) }
                found["\(each.workload) \(each.variant)", default: [:]][name] = value(metric)
            }
        }
        return found
    }

    @Test("Runs agree to the last digit, and more work counts more")
    func exact() throws {
        let first = try run()
        for _ in 0..<4 { #expect(try run() == first) }
        for variant in Set(first.keys.compactMap { $0.split(separator: " ").last }) {
            let small = try #require(first["gemm.16x64x64 \(variant)"])
            let large = try #require(first["gemm.64x64x256 \(variant)"])
            for event in ["Ir", "Dr"] {
                let (few, many) = (small["callgrind::\(event)"] ?? 0, large["callgrind::\(event)"] ?? 0)
                #expect(few > 0 && many > 4 * few && many < 32 * few, "\(variant) \(event)")
            }
        }
        guard let avx2 = first["gemm.64x64x256 fp32/avx2"]?["callgrind::Ir"] else { return }
        // Eight multiply-adds an instruction, and up to three others beside it for loads, loops and epilogues.
        let least = Double(64 * 64 * 256) / 8
        #expect(avx2 > least && avx2 < 4 * least, "\(avx2) instructions for \(least) of FMA")
    }
}
