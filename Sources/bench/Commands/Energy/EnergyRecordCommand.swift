import ArgumentParser
import Counters
import Dispatch
import Energy
import Foundation
import Measurement
import Processes
import Quantities
import Rendering
import Report
import Synchronization

/// `bench energy record -- CMD`.
struct EnergyRecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record the energy that the machine takes while a command runs.",
        discussion: """
            Of itself what stands for the whole machine is read, as far as there is such a source: the input of a \
            Jetson's board, RAPL's counters, or the battery it runs on. --list shows all sources, rails of single parts \
            too, and --source names one. Whatever else runs meanwhile is in the figure: --idle tells what that takes.

            Powers are joined by straight lines from reading to reading. Where a reading comes more than 2.5 intervals \
            after the one before, nothing is made up: 'energy' is that of the covered time, and 'whole window' what the \
            window takes if the rest is like it. Counters lose nothing there.

            The command is started without a shell; its output goes through, with --json to standard error. Where it \
            fails, the exit code is 1, and 3 where nothing can be recorded.
            """)

    @Argument(parsing: .postTerminator, help: "The command and its arguments, after --.")
    var command: [String] = []

    @Option(help: ArgumentHelp("The source to read; the best for the whole machine otherwise.", valueName: "name"))
    var source: String?

    @Option(
        help: ArgumentHelp("The time between two readings: 50ms where it is left out.", valueName: "time"),
        transform: { try Seconds(parsing: $0) })
    var interval: Seconds?

    @Option(
        help: ArgumentHelp(
            "Record so long before the command as well, for the energy above idle: 2s.", valueName: "time"),
        transform: { try Seconds(parsing: $0) })
    var idle: Seconds?

    @Option(help: "Calls that the command makes, among which its energy is divided.")
    var calls = 1

    @Option(help: ArgumentHelp("The file that the command reads as its standard input.", valueName: "file"))
    var input: String?

    @Flag(help: "List the sources with their state, and record nothing.")
    var list = false

    @Flag(help: "Print JSON, every figure in SI units.")
    var json = false

    func validate() throws {
        guard command.isEmpty == list else {
            throw ValidationError(list ? "--list runs no command; leave one out" : "name a command: -- CMD")
        }
        if let interval, !(0.001...3600).contains(interval.value) {
            throw ValidationError("--interval \(interval): give a time from 1ms to 1h")
        }
        if let idle, idle <= .zero { throw ValidationError("--idle \(idle): give a time above 0, such as 2s") }
        guard calls >= 1 else { throw ValidationError("--calls \(calls): give 1 or more") }
    }

    func run() throws {
        let sources = RecordingSources()
        if list { return sources.statuses.forEach { Terminal.say($0.line) } }
        let command = try Command(splitting: command.map(Self.quoted).joined(separator: " "))
        let recorder = EnergyRecorder(try open(sources), interval: interval ?? EnergyRecorder.standardInterval)
        Interruption.watch()
        let idle = try idle.map { duration in
            try figures { () throws(EnergyUnavailability) in
                try recorder.recordIdle(for: duration, waiting: Self.pause)
            }
        }
        if Interruption.isRequested { throw ExitCode(ExitStatus.interrupted.rawValue) }

        let run = CommandInBackground(command, input: input, sparesOutput: json)
        let recorded = Result { () throws(EnergyUnavailability) in
            try recorder.record(starting: run.start, while: run.isRunning)
        }
        guard let launch = try run.outcome?.get() else { return }
        if case .failure = recorded { Terminal.note("\(command.text) \(launch.ending)") }
        let window = try figures(recorded.get)
        try deliver(EnergyRecording(recorder, window: window, idle: idle, calls: calls), command, launch)
        if launch.ending == .interrupted { throw ExitCode(ExitStatus.interrupted.rawValue) }
        if !launch.succeeded { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }

    private func deliver(_ recording: EnergyRecording, _ command: Command, _ launch: Launch) throws {
        if json {
            let status: Int? = if case .exited(let status) = launch.ending { Int(status) } else { nil }
            let document = RecordingDocument(
                recording, command: command.text, ending: "\(launch.ending)", exitStatus: status)
            return print(try JSONText.lines(of: document), terminator: "")
        }
        Terminal.say("\(recording.source) (\(recording.provenance)), a reading each \(recording.interval)")
        let table = RecordingTable(recording)
        let columns = table.headings.enumerated().map { TextTable.Column($1, $0 == 0 ? .leading : .trailing) }
        let text = TextTable(columns: columns, rows: table.rows.map { $0.map { TextTable.Cell($0) } })
        for line in text.lines(width: Terminal.width, colours: Terminal.isColoured) { Terminal.say(line) }
        if calls > 1 { Terminal.say("energy of a call: \(recording.energyPerCall)") }
        if calls > 1, let energy = recording.energyPerCallAboveIdle {
            Terminal.say("energy of a call above idle: \(energy)")
        }
        Terminal.say("\(command.text) \(launch.ending)")
        for warning in recording.warnings { Terminal.note("warning: \(warning)") }
    }

    /// The source asked for, or the best one.
    private func open(_ sources: RecordingSources) throws -> EnergySource {
        do {
            return try sources.open(source)
        } catch .none(let statuses) {
            Terminal.complain("\(RecordingSourceError.none(statuses))")
            for status in statuses { Terminal.note(status.line) }
            throw ExitCode(ExitStatus.nothingToDo.rawValue)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// Says why there are none.
    private func figures(_ body: () throws(EnergyUnavailability) -> EnergyWindow) throws -> EnergyWindow {
        do {
            return try body()
        } catch {
            Terminal.complain("energy is unavailable: \(error)")
            throw ExitCode(ExitStatus.nothingToDo.rawValue)
        }
    }

    /// False where Ctrl-C was pressed.
    private static func pause(_ time: Seconds) -> Bool {
        Thread.sleep(forTimeInterval: time.value)
        return !Interruption.isRequested
    }

    /// A word as `Command` reads it: single quotation marks keep every character but themselves.
    private static func quoted(_ word: String) -> String {
        if word.wholeMatch(of: /[A-Za-z0-9_.,:=+%@\/-]+/) != nil { return word }
        return "'\(word.replacing("'", with: #"'\''"#))'"
    }
}

/// A command that runs while this thread reads meters.
private final class CommandInBackground: Sendable {
    private let command: Command
    private let input: String?
    private let sparesOutput: Bool
    private let result = Mutex<Result<Launch, CommandError>?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameter sparesOutput: whether what it writes goes to standard error.
    init(_ command: Command, input: String?, sparesOutput: Bool) {
        (self.command, self.input, self.sparesOutput) = (command, input, sparesOutput)
    }

    /// How it ended; nil before.
    var outcome: Result<Launch, CommandError>? { result.withLock { $0 } }

    func start() {
        Thread { [self] in
            let outcome = Result { () throws(CommandError) in try launcher().run(command) }
            result.withLock { $0 = outcome }
            ended.signal()
        }.start()
    }

    /// Waits so long for its end.
    func isRunning(within time: Seconds) -> Bool {
        ended.wait(timeout: .now() + time.value) == .timedOut
    }

    /// A launcher copies this program's standard output as it is made.
    private func launcher() throws(CommandError) -> Launcher {
        let own = dup(STDOUT_FILENO)
        if sparesOutput { dup2(STDERR_FILENO, STDOUT_FILENO) }
        defer {
            dup2(own, STDOUT_FILENO)
            close(own)
        }
        return try Launcher(input: input, output: .shown, stop: { Interruption.isRequested })
    }
}

extension SourceStatus {
    /// As `bench doctor` shows it.
    fileprivate var line: String {
        let padded = name.padding(toLength: max(18, name.count), withPad: " ", startingAt: 0)
        let line = "  \(isAvailable ? "+" : "-") \(padded)  \(detail)"
        return remedy.map { "\(line)\n      → \($0)" } ?? line
    }
}
