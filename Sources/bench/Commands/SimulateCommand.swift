import ArgumentParser
import Measurement
import Suites

/// What `--counters callgrind` starts under Valgrind; of no use to people.
struct SimulateCommand: ParsableCommand {
    static let name = "simulate"

    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Count the calls of the selected cases under Callgrind.", shouldDisplay: false)

    @Argument var suite: String
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var place: DefinitionPlace

    /// Prints each case when it is finished, with a tab and the reason where it could not be counted.
    func run() throws {
        if let reason = SimulatedWindow.unavailable { throw ValidationError("\(Self.name): \(reason)") }
        let type = try Suites.named(suite)
        let request = selection.request(threads: 1)
        let opened = try place.open(type, request)
        let groups = try Selection(
            opened.groups(on: HostFacts()), modelled: opened.modelledIDs(), request: request
        ).groups
        try MeasuringThread.run(cpu: nil) { _ in
            // The first window pays for the loader's binding of what it calls, which is no case's.
            SimulatedWindow.count(named: "binding") {}
            for plan in groups.flatMap(\.cases) where !plan.role.isRoof {
                Terminal.say("\(plan.name)\t\(SimulatedWindow.count(plan) ?? "")")
            }
        }
    }
}
