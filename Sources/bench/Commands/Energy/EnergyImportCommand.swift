import ArgumentParser
import Quantities
import Rendering
import Report
import Statistics
import Traces

/// `bench energy import FILE`.
struct EnergyImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Tell the energy in a file of measured power.",
        discussion: """
            A sample is the mean until the next one. Where samples are lost or missing, nothing is made up: 'energy' is that \
            of the covered time, and 'whole window' what the window takes if the rest is like it.

            Of a file of your own, name the columns with their units: --column 'time=t[ms]' --column 'current=I main[mA]'; \
            roles are time, current, voltage, power, mark and D0 to D7. Times of --from and --to are those of the file; a log \
            with dates begins at 0.
            """)

    @Argument(help: "The file.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "\(Trace.formats.joined(separator: ", ")); told by the first line where it is left out.", valueName: "name")
    )
    var format: String?

    @Option(help: "The supply's voltage, for a file without one: 3.7V.", transform: { try Volts(parsing: $0) })
    var voltage: Volts?

    @Option(
        help: ArgumentHelp("What a column means; may be repeated.", valueName: "role=name[unit]"),
        transform: { try TraceColumn(parsing: $0) })
    var column: [TraceColumn] = []

    @OptionGroup(title: "Windows") var windows: TraceWindowOptions
    @OptionGroup(title: "Idle power") var idle: TraceIdleOptions

    @Flag(help: "Print JSON, every figure in SI units.")
    var json = false

    func run() throws {
        var request = TraceRequest()
        (request.format, request.voltage, request.columns) = (format, voltage, column)
        (request.windows, request.calls, request.idle) = (try windows.choice(), windows.calls, try idle.choice())
        let trace = try Trace(reading: file, request)
        if json { return print(try JSONText.lines(of: TraceDocument(trace)), terminator: "") }
        for line in TraceTable(trace).lines { Terminal.say(line) }
        for warning in trace.warnings { Terminal.note("warning: \(warning)") }
    }
}

/// Which times are windows.
struct TraceWindowOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Each time during which this digital channel is 1.", valueName: "D0…D7"),
        transform: { text in
            guard text.hasPrefix("D"), let channel = Int(text.dropFirst()) else {
                throw ValidationError("'\(text)' is no digital channel; name one from D0 to D7")
            }
            return channel
        })
    var window: Int?

    @Flag(help: "Each run of lines with the same mark.")
    var marks = false

    @Option(
        help: ArgumentHelp("From this time on: 1.5s; may be repeated together with --to.", valueName: "time"),
        transform: { try Seconds(parsing: $0) })
    var from: [Seconds] = []

    @Option(help: ArgumentHelp("Up to this time.", valueName: "time"), transform: { try Seconds(parsing: $0) })
    var to: [Seconds] = []

    @Option(help: "Calls in each window.")
    var calls = 1

    func validate() throws {
        guard (1...1_000_000_000).contains(calls) else {
            throw ValidationError("--calls \(calls): give from 1 to 1000000000")
        }
        guard from.count == to.count else { throw ValidationError("each --from needs its --to") }
        guard [window != nil, marks, !from.isEmpty].count(where: { $0 }) < 2 else {
            throw ValidationError(
                "--window, --marks and --from are three ways to choose windows; leave two of them out")
        }
    }

    func choice() throws -> TraceWindows {
        if let window { return .digital(window) }
        if marks { return .marks }
        return from.isEmpty ? .whole : .ranges(try zip(from, to).map { try TraceRange(from: $0, to: $1) })
    }
}

/// What would be drawn without the calls.
struct TraceIdleOptions: ParsableArguments {
    @Option(help: "The power that is also subtracted: 2mW.", transform: { try Watts(parsing: $0) })
    var idle: Watts?

    @Option(
        name: .customLong("idle-from"),
        help: ArgumentHelp("Take it from this file, from this time on.", valueName: "time"),
        transform: { try Seconds(parsing: $0) })
    var idleFrom: Seconds?

    @Option(
        name: .customLong("idle-to"), help: ArgumentHelp("Up to this time.", valueName: "time"),
        transform: { try Seconds(parsing: $0) })
    var idleTo: Seconds?

    func validate() throws {
        guard (idleFrom == nil) == (idleTo == nil) else {
            throw ValidationError("--idle-from and --idle-to come together")
        }
        guard idle == nil || idleFrom == nil else {
            throw ValidationError("--idle and --idle-from both tell the idle power; leave one out")
        }
    }

    func choice() throws -> TraceIdle? {
        if let idle { return .power(idle) }
        guard let idleFrom, let idleTo else { return nil }
        return .range(try TraceRange(from: idleFrom, to: idleTo))
    }
}

/// A trace's windows as a table, with what they have in common below it.
private struct TraceTable {
    private let trace: Trace

    init(_ trace: Trace) {
        self.trace = trace
    }

    var lines: [String] {
        let rows = trace.windows.map { row($0) } + (trace.windows.count > 1 ? trace.sum.map { [row($0)] } ?? [] : [])
        return ["\(trace.format), a sample each \(trace.period)" + (trace.voltage.map { ", at \($0)" } ?? "")]
            + TextTable(columns: columns, rows: rows).lines(width: Terminal.width, colours: Terminal.isColoured)
            + perCall("energy of a call", trace.energyPerCall)
            + perCall("energy of a call above idle", trace.energyPerCallAboveIdle ?? [])
    }

    private var columns: [TextTable.Column] {
        [.init("window")]
            + ["start", "duration", "coverage", "energy", "whole window"].map { .init($0, .trailing) }
            + (trace.idle.map { [.init("above \($0)", .trailing)] } ?? [])
            + ["mean", "highest", "charge", "samples", "missing", "gaps"].map { .init($0, .trailing) }
    }

    private func row(_ window: TraceWindow) -> [TextTable.Cell] {
        // Never rounded up to what would say that nothing is missing.
        let coverage = window.isCovered ? "100 %" : "\((min(0.999, window.coverage) * 1000).rounded(.down) / 10) %"
        let gaps = window.gaps.count == 0 ? "0" : "\(window.gaps.count), up to \(window.gaps.longest)"
        return ["\(window.name)", "\(window.start)", "\(window.duration)", "\(coverage)", "\(window.energy)"]
            + ["\(window.scaledEnergy)"] + (trace.idle.map { ["\(window.scaledEnergy(above: $0))"] } ?? [])
            + ["\(window.meanPower)", "\(window.highestPower)", "\(window.charge?.description ?? "–")"]
            + ["\(window.samples)", "\(window.missing)", "\(gaps)"]
    }

    /// The mean over the windows, with Student's interval where there are two or more.
    private func perCall(_ name: String, _ energies: [Joules]) -> [String] {
        guard let estimate = MeanEstimate(energies.map(\.value), alpha: 0.05) else {
            return trace.calls > 1 ? energies.map { "\(name): \($0)" } : []
        }
        let range = Joules.description(Joules(estimate.interval.low)...Joules(estimate.interval.high))
        return ["\(name): \(Joules(estimate.value)) (95 %: \(range), \(energies.count) windows)"]
    }
}
