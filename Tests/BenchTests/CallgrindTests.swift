import Foundation
import Measurement
import Report
import TestSupport
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

    /// What Callgrind said in a run of two layers, one of 16 times the work of the other, by layer and variant.
    private struct Counts: Equatable {
        var values: [String: [String: Double]] = [:]
        var reasons: [String: Set<String>] = [:]
        /// The variants that were timed.
        var timed: Set<String> = []

        /// What tells two runs apart.
        func differences(from other: Counts) -> [String] {
            let counts = values.flatMap { place, events in
                events.filter { other.values[place]?[$0.key] != $0.value }.map { event, value in
                    "\(place) \(event): \(value), not \(other.values[place]?[event] ?? .nan)"
                }
            }
            return counts.sorted() + (reasons == other.reasons ? [] : ["reasons \(reasons), not \(other.reasons)"])
                + (timed == other.timed ? [] : ["timed \(timed), not \(other.timed)"])
        }
    }

    private func run(_ more: [String] = []) throws -> Counts {
        let scratch = try Scratch()
        let json = scratch.url.appending(path: "report.json").path
        let outcome = try Program.run(
            [
                "int8-fp32", "--quick", "--shape", "16x64x64", "--shape", "64x64x256", "--filter",
                "*:gemm.16x64x64:*:cache=warm,stage=kernel",
                "--filter", "*:gemm.64x64x256:*:cache=warm,stage=kernel", "--variant", "fp32/avx2", "--variant",
                "fp32/portable",
                "--variant", "fp32/avx512", "--rounds", "8", "--counters", "callgrind", "--no-save", "--json", json,
            ] + more)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try Report.read(json)
        #expect(report.run.options?["callgrind"]?.contains("--D1=") == true)
        var found = Counts()
        // Others are there as candidates for the baseline, or are not, as the clock has it.
        let asked = ["fp32/avx2", "fp32/portable", "fp32/avx512"]
        for each in report.cases where !each.isRoof && asked.contains(each.variant) {
            if case .value? = each.metrics["time"] { found.timed.insert(each.variant) }
            for (name, metric) in each.metrics where name.hasPrefix("callgrind::") {
                switch metric {
                case .value(let figure):
                    #expect(figure.provenance == .simulated)
                    found.values["\(each.workload) \(each.variant)", default: [:]][name] = figure.value
                case .unavailable(_, let reason): found.reasons[each.variant, default: []].insert(reason)
                }
            }
        }
        return found
    }

    @Test("Runs agree to the last digit, launches with them, and more work counts more")
    func exact() throws {
        let first = try run()
        for _ in 0..<3 {
            let again = try run()
            #expect(again == first, "\(again.differences(from: first))")
        }
        let launches = try run(["--launches", "2"])
        #expect(launches == first, "one simulation serves all launches: \(launches.differences(from: first))")
        #expect(first.values.keys.contains("gemm.16x64x64 fp32/portable"))
        for variant in Set(first.values.keys.compactMap { $0.split(separator: " ").last }) {
            let small = try #require(first.values["gemm.16x64x64 \(variant)"])
            let large = try #require(first.values["gemm.64x64x256 \(variant)"])
            #expect(Set(small.keys) == Set(SimulatedCounts.events.map { "callgrind::\($0)" }))
            for event in ["Ir", "Dr"] {
                let (few, many) = (small["callgrind::\(event)"] ?? 0, large["callgrind::\(event)"] ?? 0)
                #expect(few > 0 && many > 4 * few && many < 32 * few, "\(variant) \(event)")
            }
        }
        // Valgrind has no AVX-512: what this machine has timed of it is not counted.
        let missing = first.reasons["fp32/avx512"] ?? []
        let isTold = missing.contains { $0.hasPrefix("under Valgrind: ") }
        #expect(isTold || !first.timed.contains("fp32/avx512"), "\(missing)")
        guard let avx2 = first.values["gemm.64x64x256 fp32/avx2"]?["callgrind::Ir"] else { return }
        // Eight multiply-adds an instruction, and up to three others beside it for loads, loops and epilogues.
        let least = Double(64 * 64 * 256) / 8
        #expect(avx2 > least && avx2 < 4 * least, "\(avx2) instructions for \(least) of FMA")
    }

    @Test("Ctrl-C ends Valgrind and takes its folder away")
    func interrupted() throws {
        let scratch = try Scratch()
        // So many cases that it is at work for minutes.
        let running = try Running(
            "env",
            [
                "TMPDIR=\(scratch.url.path)", Program.path, "int8-fp32", "--quick", "--counters", "callgrind",
                "--no-save",
            ])
        while running.process.isRunning, scratch.files("/log").isEmpty { usleep(20_000) }
        running.process.interrupt()
        let outcome = try running.wait()
        #expect(outcome.status == 130 && outcome.errors.contains("interrupted after 0 of"), "\(outcome.errors)")
        #expect(scratch.files("").isEmpty, "\(scratch.files(""))")
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for process in processes where Int(process) != nil {
            let command = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
            #expect(!String(decoding: command, as: UTF8.self).contains(scratch.url.path))
        }
    }

    @Test("A Valgrind that fails, whatever it says, costs its counts alone")
    func failing() throws {
        let scratch = try Scratch()
        let valgrind = scratch.url.appending(path: "valgrind")
        try Data("#!/bin/sh\nprintf 'no \\377 luck\\n' >&2; exit 3\n".utf8).write(to: valgrind)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: valgrind.path)
        let outcome = try Program.run(
            "env",
            [
                "PATH=\(scratch.url.path):/usr/bin:/bin", Program.path, "int8-fp32", "--quick", "--filter",
                "*:kws.fc:*:cache=warm,stage=kernel", "--variant", "fp32/portable", "--rounds", "8", "--counters",
                "callgrind", "--no-save", "--json", "-",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try Report(json: Array(outcome.output.utf8), file: "standard output")
        let portable = try #require(report.cases.first { $0.variant == "fp32/portable" })
        #expect(
            portable.metrics["callgrind::Ir"]
                == .unavailable(
                    unit: "1", reason: "Valgrind did not come to it; it exited with status 3: no \u{FFFD} luck"))
    }
}
