import ArgumentParser
import EnergyModels
import Foundation
import Measurement
import Quantities
import Rendering
import Report
import Suites

/// `bench energy ask`.
struct EnergyAskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Answer whether a device should train or send, from published figures.",
        discussion: """
            bench energy ask --device nucleo-u575zi --radio ble-1m-nrf52840 --payload 1KiB --every 10min --learns kws

            answers one question on one screen; --scenario wearable all questions of suites/scenarios/wearable.yaml, or of a \
            file of your own. Each number is drawn from its range; bench energy sources lists them with their sources.
            """)

    @Option(help: "A processor of suites/profiles/processors.yaml.")
    var device: String?
    @Option(help: "A radio of suites/profiles/radios.yaml.")
    var radio: String?
    @Option(
        help: "A batch of raw data: 1500, 1.5KB (of 1,000 bytes), 2KiB.",
        transform: { try ByteCount(parsing: $0) })
    var payload: ByteCount?
    @Option(help: "The time from one batch to the next: 10min, 2h, 1d.", transform: { try Span($0) })
    var every: Span?

    @OptionGroup(title: "Learning") var learning: EnergyLearningOptions
    @OptionGroup(title: "Exchange") var exchange: EnergyExchangeOptions
    @OptionGroup(title: "Answer") var output: EnergyAnswerOptions

    /// A time as it was written.
    struct Span {
        let text: String
        let time: Seconds

        init(_ text: String) throws {
            self.text = text
            time = try Seconds(parsing: text)
            guard time > .zero, time <= Seconds(100 * 365 * 86_400) else {
                throw ValidationError("'\(text)' is out of range; give a time above 0 and up to 100a")
            }
        }
    }

    func validate() throws {
        let asked = [device == nil, radio == nil, payload == nil, every == nil]
        guard output.scenario == nil || asked.allSatisfy({ $0 }) else {
            throw ValidationError(
                "--scenario asks its own questions; leave --device, --radio, --payload and --every out")
        }
        if output.scenario != nil, learning.isGiven || exchange.isGiven {
            throw ValidationError("--scenario says what is learnt and exchanged; leave the options of both out")
        }
        guard output.scenario != nil || learning.learns != nil || exchange.update != nil || !learning.isGiven else {
            throw ValidationError(
                "say what is sent after training, as no model tells it: --update BYTES, 0 for nothing")
        }
        guard output.scenario != nil || asked.allSatisfy({ !$0 }) else {
            throw ValidationError("give --device, --radio, --payload and --every, or --scenario")
        }
        if let payload, payload.count < 1 || payload > Exchange.mostBytes {
            throw ValidationError("--payload \(payload): give from 1 B to \(Exchange.mostBytes)")
        }
    }

    func run() throws {
        let desk = try EnergyDesk(SuiteFiles.named)
        if let scenario = output.scenario {
            let file = try SuiteFiles.scenario(scenario)
            return try output.print(desk.cases(file, draws: output.draws, seed: output.seed), of: file)
        }
        guard let question = try question() else { return }
        if let format = output.format {
            let cases = try desk.cases(question, draws: output.draws, seed: output.seed)
            return try output.print(cases, as: format)
        }
        for line in try desk.lines(question, draws: output.draws, seed: output.seed) { Terminal.say(line) }
    }

    private func question() throws -> EnergyQuestion? {
        guard let device, let radio, let payload, let every else { return nil }
        var question = EnergyQuestion(
            device: device, radio: radio, payload: payload, every: every.time, everyText: every.text)
        question.step = try learning.step()
        (question.steps, question.arithmetic) = (learning.steps, learning.precision)
        (question.batches, question.update, question.model) = (exchange.batches, exchange.update, exchange.receives)
        (question.sendsTogether, question.keepsRadio) = (exchange.together, !exchange.radioOff)
        question.battery = exchange.battery
        return question
    }
}

/// What a training step computes.
struct EnergyLearningOptions: ParsableArguments {
    @Option(help: "The model that is trained: kws, vww, ic, ad, sww.")
    var learns: String?
    @Option(help: "What of it is updated: full, biases, last/1, channels/0.25.")
    var scope = "full"
    @Option(help: "Multiply–accumulates of a training step, instead of a model's.")
    var macs: Int?
    @Option(
        name: .customLong("step-energy"),
        help: ArgumentHelp(
            "Energy of a training step as it was measured, with its range if there is one: 15.6mJ, 12mJ..18mJ.",
            valueName: "energy"), transform: { try EnergyRange($0) })
    var stepEnergy: EnergyRange?
    @Option(
        name: .customLong("step-from"),
        help: ArgumentHelp(
            "The same from a file that bench energy import --json or bench energy record --json wrote.",
            valueName: "file"))
    var stepFrom: String?
    @Option(help: "Training steps a batch.")
    var steps = 1
    @Option(help: "fp32 or int8.")
    var precision = Arithmetic.fp32

    /// Whether anything says what a step computes.
    var isGiven: Bool { learns != nil || macs != nil || stepEnergy != nil || stepFrom != nil }

    /// `12mJ..18mJ`, or one value.
    struct EnergyRange {
        let range: ClosedRange<Joules>

        init(_ text: String) throws {
            let ends = try text.components(separatedBy: "..").map { try Joules(parsing: $0) }
            guard let low = ends.first, let high = ends.last, ends.count <= 2, low > .zero, low <= high else {
                throw ValidationError("'\(text)' is no energy; write one above 0, or LOW..HIGH")
            }
            range = low...high
        }
    }

    func validate() throws {
        guard [learns != nil, macs != nil, stepEnergy != nil, stepFrom != nil].count(where: { $0 }) < 2 else {
            throw ValidationError(
                "--learns, --macs, --step-energy and --step-from each say what a step takes; give one of them")
        }
        if let macs, !(1...1 << 50).contains(macs) { throw ValidationError("--macs \(macs): give from 1 to 2^50") }
        guard (1...1_000_000).contains(steps) else { throw ValidationError("--steps \(steps): give from 1 to 1000000") }
    }

    func step() throws -> EnergyQuestion.Step {
        if let learns { return .model(learns, scope: scope) }
        if let macs { return .macs(macs) }
        if let stepFrom { return .imported(try ImportedStep(stepFrom)) }
        return stepEnergy.map { .energy($0.range) } ?? .unknown
    }
}

extension Arithmetic: ExpressibleByArgument {}

/// What goes over the link, and what it is drawn from.
struct EnergyExchangeOptions: ParsableArguments {
    @Option(help: "Batches between two updates of the model.")
    var batches = 1
    @Option(
        help: "What is sent after training; the parameters that it updates, where it is left out.",
        transform: { try ByteCount(parsing: $0) })
    var update: ByteCount?
    @Option(help: "What is received then, such as a new model.", transform: { try ByteCount(parsing: $0) })
    var receives = ByteCount.zero
    @Flag(help: "Raw data of all batches is sent together, not each batch at once.")
    var together = false
    @Flag(name: .customLong("radio-off"), help: "Where the device trains, its radio is off between updates.")
    var radioOff = false
    @Option(help: "A battery of suites/profiles/batteries.yaml.")
    var battery: String?

    /// Whether anything differs from its standard.
    var isGiven: Bool {
        batches != 1 || update != nil || receives > .zero || together || radioOff || battery != nil
    }

    func validate() throws {
        guard (1...BreakEven.most).contains(batches) else {
            throw ValidationError("--batches \(batches): give from 1 to \(BreakEven.most)")
        }
        for (name, bytes) in [("--update", update ?? .zero), ("--receives", receives)] where bytes > Exchange.mostBytes
        {
            throw ValidationError("\(name) \(bytes): give up to \(Exchange.mostBytes)")
        }
    }
}

/// How answers are worked out and shown.
struct EnergyAnswerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Answer all questions of a scenario: a name of suites/scenarios, or a file.", valueName: "name"))
    var scenario: String?
    @Option(help: "Draws of all uncertain numbers, for each question.")
    var draws = 20_000
    @Option(help: "Seed of the draws.")
    var seed = SuiteRequest.standardSeed
    @Option(
        help: ArgumentHelp(
            "A report instead of a screen: \(Renderers.all.map(\.name).joined(separator: ", ")).", valueName: "name"))
    var format: String?

    func validate() throws {
        guard (200...10_000_000).contains(draws) else {
            throw ValidationError("--draws \(draws): give from 200 to 10000000")
        }
    }

    /// Prints the answers to a scenario's questions.
    func print(_ cases: ModelledCases, of file: DefinitionFile) throws {
        let report = EnergyReport(cases, definition: file.reportedPath, text: file.text, seed: seed, draws: draws)
        guard let format else {
            let renderer = TextRenderer(colours: Terminal.isColoured, width: Terminal.width)
            return Swift.print(renderer.summary(of: report.report), terminator: "")
        }
        Swift.print(try Renderers.named(format).render(report.report), terminator: "")
    }

    /// Prints the answer to one question in a report's format.
    func print(_ cases: ModelledCases, as format: String) throws {
        let question = CommandLine.arguments.dropFirst().joined(separator: " ")
        let report = EnergyReport(cases, definition: "command line", text: question, seed: seed, draws: draws)
        Swift.print(try Renderers.named(format).render(report.report), terminator: "")
    }
}
