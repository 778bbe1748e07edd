import ArgumentParser
import Measurement
import Processes
import Suites

/// What is measured of two builds, and how much.
struct LiveOptions: ParsableArguments {
    private static let standardSuite = "int8-fp32"

    @Flag(help: "Compare two builds, by running them against each other now.")
    var live = false

    @Option(help: "The suite to run.")
    var suite = Self.standardSuite

    @OptionGroup var selection: SelectionOptions

    @Option(help: "Pairs of workers; each is started afresh.")
    var pairs = LiveSettings.standardPairs

    @Option(help: "Rounds of every case in each pair.")
    var rounds = LiveSettings.standardRounds

    @Option(
        help: ArgumentHelp(
            "Keep the ratios as a report below this folder, for bench track: base is its reference.", valueName: "dir"))
    var save: String?

    @Option(help: "The CPU that both builds run on; the last this process may use, where it is left out.")
    var cpu: Int?

    @OptionGroup var place: DefinitionPlace

    func validate() throws {
        guard pairs >= LiveSettings.fewestPairs else {
            let fewest = LiveSettings.fewestPairs
            throw ValidationError("--pairs \(pairs): fewer than \(fewest) decide nothing; give \(fewest) or more")
        }
        guard rounds >= MeasurementSettings.minimumRounds else {
            throw ValidationError("--rounds \(rounds): give \(MeasurementSettings.minimumRounds) or more")
        }
    }

    /// The options given that mean nothing to reports; `--filter` does.
    var forBuildsAlone: [String] {
        let given: [(option: String, isGiven: Bool)] = [
            ("--suite", suite != Self.standardSuite), ("--quick", selection.quick),
            ("--variant", !selection.variant.isEmpty), ("--shape", !selection.shape.isEmpty),
            ("--set", !selection.set.isEmpty), ("--seed", selection.seed != SuiteRequest.standardSeed),
            ("--pairs", pairs != LiveSettings.standardPairs), ("--rounds", rounds != LiveSettings.standardRounds),
            ("--save", save != nil), ("--cpu", cpu != nil), ("--definition", place.definition != nil),
        ]
        return given.filter(\.isGiven).map(\.option)
    }
}
