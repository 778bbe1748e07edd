import Crypto
import Foundation
import Report

extension GoogleBenchmarkFile {
    /// The suite that such reports are of.
    public static let suite = "google-benchmark"

    /// The same figures as a report, and what was left out of it.
    ///
    /// A benchmark is a workload, its program the variant. What the file does not tell is called unknown.
    /// - Parameter commit: the commit that was measured; nil to take the context's `commit`.
    /// - Throws: ``HistoryError/unusable(file:cause:remedy:)`` where nothing can be taken over.
    public func report(commit: String?) throws -> (report: Report, notes: [String]) {
        var notes: [String] = []
        let cases = try cases(&notes)
        guard !cases.isEmpty else {
            throw unusable("it has no figures", remedy: "run a benchmark that measures something")
        }
        let context = document.context
        let commit = commit ?? context.commit ?? "unknown"
        let report = Report(
            tool: .init(
                name: Self.suite, version: context.libraryVersion ?? "unknown", commit: commit, dirty: false,
                swift: "none", configuration: context.buildType == "debug" ? "debug" : "release", traits: [],
                dependencies: [:]),
            host: host,
            suite: .init(
                name: Self.suite, definition: context.executable ?? "unknown",
                digest: Self.digest(of: [context.executable ?? "unknown"])),
            run: .init(
                id: "\(Self.suite)-\(digest.prefix(16))", started: try started(), seconds: 0, seed: 0, mode: .full,
                launches: 1, warnings: [Self.imported]),
            cases: cases)
        let problems = report.validate()
        guard problems.isEmpty else { throw ReportError.invalid(file: path, problems: problems) }
        return (report, notes)
    }

    private static let imported = Report.Warning(
        code: "imported",
        message:
            "the file of Google Benchmark tells neither processor nor memory, system or seed: memory stands as 1 B, "
            + "and where there is one repetition alone its interval has no width and no confidence",
        remedy: "give --benchmark_repetitions=10 for intervals")

    /// The machine as far as the context tells it; clock speed and load stay out, so that it keeps its name.
    private var host: Report.Host {
        let context = document.context
        let unknown = "unknown (Google Benchmark does not tell)"
        let name = context.hostName ?? "unknown"
        let cpus = context.cpus.map(String.init) ?? "unknown"
        let caches = (context.caches ?? []).compactMap { cache -> Report.Host.Cache? in
            let kind = cache.type.lowercased()
            guard ["data", "instruction", "unified"].contains(kind), cache.level > 0, cache.size > 0 else { return nil }
            return .init(level: cache.level, kind: kind, bytes: cache.size)
        }
        let facts = [name, cpus] + caches.map { "L\($0.level) \($0.kind) \($0.bytes)" }
        return .init(
            id: String(Self.digest(of: facts).prefix(12)), cpu: "unknown, \(cpus) CPUs of \(name)", isa: [],
            caches: caches, memoryBytes: 1, os: unknown, kernel: unknown, virtualization: unknown, governor: unknown,
            counters: .init(papi: "none", available: [], unavailable: []))
    }

    private func started() throws -> String {
        let text = document.context.date
        guard let date = try? Date(text, strategy: .iso8601) else {
            throw unusable("its date \"\(text)\" is no ISO 8601", remedy: "use Google Benchmark 1.5 or newer")
        }
        return date.formatted(.iso8601)
    }

    private func cases(_ notes: inout [String]) throws -> [Report.Case] {
        var names: [String] = []
        var repetitions: [String: [Benchmark]] = [:]
        for benchmark in document.benchmarks {
            let name = benchmark.runName ?? benchmark.name
            if benchmark.hasFailed == true || benchmark.skipMessage != nil {
                notes.append(
                    "\(benchmark.name) is left out: \(benchmark.message ?? benchmark.skipMessage ?? "it failed")")
                continue
            }
            if repetitions[name] == nil { names.append(name) }
            repetitions[name, default: []].append(benchmark)
        }
        let variant = Self.name(
            document.context.executable.map { ($0 as NSString).lastPathComponent } ?? "unknown")
        var taken: Set<String> = []
        return try names.compactMap { name in
            let metrics = try GoogleBenchmarkFigures(repetitions[name] ?? [], file: path).metrics
            guard !metrics.isEmpty else { return nil }
            // Two names may differ in characters alone that ids do not have.
            var workload = Self.name(name)
            while !taken.insert(workload).inserted { workload += "+" }
            return Report.Case(
                id: "\(Self.suite):\(workload):\(variant)", group: workload, workload: workload, variant: variant,
                parameters: ["name": .text(name)], work: .init(macs: 0, bytes: 0), metrics: metrics, checks: [])
        }
    }

    /// A text as a part of an id: other characters than ids have become `-`.
    private static func name(_ text: String) -> String {
        let kept = text.map { CaseID.isName("x\($0)") ? $0 : "-" }
        let name = String(kept.drop { !CaseID.isName(String($0)) })
        return name.isEmpty ? "unnamed" : name
    }

    private static func digest(of facts: [String]) -> String {
        SHA256.hash(data: Data(facts.joined(separator: "\n").utf8)).map { String(format: "%02x", $0) }.joined()
    }

    private func unusable(_ cause: String, remedy: String) -> HistoryError {
        .unusable(file: path, cause: cause, remedy: remedy)
    }
}
