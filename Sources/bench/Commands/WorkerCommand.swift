import ArgumentParser
import Foundation
import Measurement
import Processes
import Suites

/// `bench worker SUITE`: a resident process that another `bench` speaks with.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Measure epochs as another bench asks for them, over standard input and output.",
        shouldDisplay: false)

    @Argument(help: "The suite's name.")
    var suite: String

    @OptionGroup(title: "Selection") var selection: SelectionOptions
    @OptionGroup var place: DefinitionPlace

    @Option(help: "The CPU to measure on; the last this process may use, where it is left out.")
    var cpu: Int?

    @Option(help: "Make this fraction more calls than asked for, 0.03 for 3 %: for self-tests.")
    var slowdown = 0.0

    func validate() throws {
        guard slowdown >= 0, slowdown.isFinite else {
            throw ValidationError("--slowdown \(slowdown): give a fraction from 0, such as 0.03")
        }
    }

    func run() throws {
        let type = try Suites.named(suite)
        let definition = try place.file(of: type)
        let request = selection.request(threads: 1)
        let opened = try type.init(definition: definition, request: request)
        let groups = try Selection(
            opened.groups(on: HostFacts()), modelled: opened.modelledIDs(), request: request
        ).groups
        let digest = try definition.digest(for: type)
        try MeasuringThread.run(cpu: cpu) { thread in
            let hello = WorkerHello(
                version: Version.text, commit: BuildRecord.commit, dirty: BuildRecord.dirty,
                digest: digest, cpu: thread.cpu, groups: groups)
            // Two workers of one seed must not make the same choices.
            let own = UInt64(ProcessInfo.processInfo.processIdentifier)
            var session = WorkerSession(
                hello: hello, groups: groups, slowdown: Slowdown(fraction: slowdown, seed: own), seed: own)
            session.serve(read: { readLine() }, write: { Terminal.say($0) })
        }
    }
}
