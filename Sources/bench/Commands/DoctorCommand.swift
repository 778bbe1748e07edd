import ArgumentParser
import Counters
import Energy
import Foundation
import Kernels
import Measurement
import Rendering
import Report

/// `bench doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what this machine can count, meter and compute with, and what to do about the rest.")

    @Option(help: "The CPU to measure on.")
    var cpu: Int?

    func run() throws {
        try MeasuringThread.run(cpu: cpu) { thread in
            let facts = HostFacts()
            section("Machine", machine(facts, thread))
            section("Kernels", Backends.all.map(status))
            section("Libraries of others", Vendor.all.map(status))
            section("Counters", counters())
            section("Simulation", [callgrind])
            section("Energy", RecordingSources().statuses.map(status))
            section("Memory", [memory])
            section("History", [history])
            let warnings = Conditions.warnings(
                facts: facts, thread: thread, debug: Report.Tool.current.configuration == "debug")
            section(
                "Conditions that spoil figures",
                warnings.map { Status(mark: .doubt, name: $0.code, detail: $0.message, remedy: $0.remedy) })
        }
    }

    private func machine(_ facts: HostFacts, _ thread: MeasuringThread) -> [Status] {
        [
            Status("host", facts.id), Status("processor", facts.cpu),
            Status("instruction sets", facts.isa.isEmpty ? "unknown" : facts.isa.joined(separator: " ")),
            Status(
                "caches",
                facts.caches.map { "L\($0.level) \($0.kind) \(Figure(Double($0.bytes), unit: "B").number)" }
                    .joined(separator: ", ")),
            Status("memory", Figure(Double(facts.memoryBytes), unit: "B").number),
            Status("system", "\(facts.os), kernel \(facts.kernel)"),
            Status("virtualisation", facts.virtualization),
            Status(
                "measuring thread", thread.cpu.map { "pinned to CPU \($0)" } ?? "not pinned: \(thread.unpinned ?? "")"),
            clock,
        ]
    }

    private var clock: Status {
        do {
            let pair = try WindowOverhead(windows: 2001).clockPair
            return Status("clock", "a pair of readings costs \(Int(pair.median)) ns")
        } catch {
            return Status(mark: .missing, name: "clock", detail: "\(error)", remedy: nil)
        }
    }

    private func status(_ backend: any Backend) -> Status {
        guard let reason = backend.unavailable else {
            let best = Backends.best(backend.precision)?.name == backend.name
            return Status(backend.name, best ? "the best for \(backend.precision.rawValue) here" : "")
        }
        return Status(mark: .missing, name: backend.name, detail: reason, remedy: nil)
    }

    private func status(_ vendor: Vendor) -> Status {
        if let version = vendor.builtVersion, vendor.unavailable == nil { return Status(vendor.name, version) }
        return Status(
            mark: .missing, name: vendor.name, detail: vendor.unavailable ?? "",
            remedy: "`scripts/bench --install-peers` installs and builds in all of them")
    }

    /// Every event of every group, those that share a reason on one line.
    private func counters() -> [Status] {
        let session = CounterSession(.everyGroup)
        defer { session.close() }
        let statuses = session.statuses
        let working = statuses.filter(\.isAvailable).map(status)
        let reasons = Dictionary(grouping: statuses.filter { !$0.isAvailable }) { [$0.detail, $0.remedy ?? ""] }
        let missing = reasons.values.sorted { $0[0].name < $1[0].name }.map { alike in
            Status(
                mark: .missing, name: alike.map(\.name).joined(separator: ", "), detail: alike[0].detail,
                remedy: alike[0].remedy)
        }
        let cost = session.passes.first?.calibrate().map { cost in
            Status(
                "cost",
                "a read \(Figure(cost.read, unit: "s").number), start and stop \(Figure(cost.startStop, unit: "s").number)"
            )
        }
        return working + [cost].compactMap { $0 } + missing
    }

    private func status(_ source: SourceStatus) -> Status {
        Status(
            mark: source.isAvailable ? .works : .missing, name: source.name, detail: source.detail,
            remedy: source.remedy)
    }

    private var callgrind: Status {
        Simulation.unavailable.map { Status(mark: .missing, name: "callgrind", detail: $0, remedy: nil) }
            ?? Status("callgrind", "--counters callgrind, with \(SimulatedCaches().options.joined(separator: " "))")
    }

    private var memory: Status {
        Allocations.unavailable.map { Status(mark: .missing, name: "allocations", detail: $0, remedy: nil) }
            ?? Status("allocations", "counted in front of the C allocator")
    }

    private var history: Status {
        #if SQLite
            Status("SQLite", "bench track keeps the history of all runs")
        #else
            Status(mark: .missing, name: "SQLite", detail: HistoryUnavailable.cause, remedy: HistoryUnavailable.remedy)
        #endif
    }

    private func section(_ title: String, _ statuses: [Status]) {
        Terminal.say("\(title)")
        for status in statuses { Terminal.say(status.text) }
        if statuses.isEmpty { Terminal.say("  none") }
        Terminal.say("")
    }
}

/// A line of the doctor's report.
private struct Status {
    /// What a line begins with.
    enum Mark: String {
        case works = "+"
        case missing = "-"
        case doubt = "!"
    }

    var mark: Mark
    var name: String
    var detail: String
    var remedy: String?

    init(mark: Mark, name: String, detail: String, remedy: String?) {
        (self.mark, self.name, self.detail, self.remedy) = (mark, name, detail, remedy)
    }

    init(_ name: String, _ detail: String) {
        self.init(mark: .works, name: name, detail: detail, remedy: nil)
    }

    var text: String {
        let padded = name.padding(toLength: max(18, name.count), withPad: " ", startingAt: 0)
        let line = "  \(mark.rawValue) \(padded)  \(detail)"
        return remedy.map { "\(line)\n      → \($0)" } ?? line
    }
}
