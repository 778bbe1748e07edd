import ArgumentParser

/// The command line's root; a subcommand a file under Commands.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Benchmarks for learning on the device: times, counters, energy and accuracy in one report.",
        discussion: """
            bench SUITE runs a suite (as bench run SUITE does), prints a table as it goes and writes JSON and Markdown \
            under results/HOST/SUITE/.

            Exit codes: 0 fine; 1 a check failed; 2 something is worse than what it was held against; 3 nothing that was \
            asked for can run or be compared here; 64 usage; 65 bad input data; 74 input or output failed; 130 interrupted.
            """,
        version: "\(Version.text) (\(BuildRecord.commit)\(BuildRecord.dirty ? ", modified" : ""))",
        subcommands: [
            RunCommand.self, VariantsCommand.self, ListCommand.self, DoctorCommand.self, SelfTestCommand.self,
            ValidateCommand.self,
            ReportCommand.self, CompareCommand.self, ExecCommand.self, EnergyCommand.self, TrackCommand.self,
            WorkerCommand.self, SimulateCommand.self, DataWorkerCommand.self,
        ],
        defaultSubcommand: RunCommand.self)
}
