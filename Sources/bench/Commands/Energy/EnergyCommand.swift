import ArgumentParser

/// `bench energy …`; a file a subcommand.
struct EnergyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "energy",
        abstract: "Answer whether to train or to send, read and record power, and list where numbers come from.",
        subcommands: [
            EnergyAskCommand.self, EnergyImportCommand.self, EnergyRecordCommand.self, EnergySourcesCommand.self,
        ])
}
