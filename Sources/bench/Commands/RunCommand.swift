import ArgumentParser
import Suites

/// `bench SUITE`.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a suite and report what it found.",
        discussion: """
            Each group's cases are measured in the same rounds, in a fresh random order, and held against a baseline \
            such as the fastest FP32 kernel. Counters and energy are read in passes of their own. Progress goes to standard \
            error, results to standard output.
            """)

    @Argument(help: "The suite's name (see bench list).")
    var suite: String

    @OptionGroup var options: RunOptions
    @OptionGroup(title: "The device to fit (adaptation)") var device: DeviceOptions
    @OptionGroup var place: DefinitionPlace

    func validate() throws {
        if let twice = device.settings.first(where: { own in options.selection.set.contains { $0.key == own.key } }) {
            throw ValidationError("--set \(twice.key) and --\(twice.key) say the same; leave one out")
        }
    }

    func run() async throws {
        let type = try Suites.named(suite)
        try await options.run(
            type, place.file(of: type), command: ["run", suite] + place.arguments, settings: device.settings)
    }
}
