import Measurement
import ArgumentParser
import Kernels
import Suites

/// `bench list [SUITE]`.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the suites and libraries, or a suite's options and cases.")

    @Argument(help: "A suite's name; all suites where it is left out.")
    var suite: String?

    @OptionGroup var place: DefinitionPlace

    func run() throws {
        guard let suite else {
            for type in Suites.all { Terminal.say("\(type.name)  \(type.question)") }
            Terminal.say("\nLibraries of others:")
            for vendor in Vendor.all {
                Terminal.say("  \(vendor.name)  \(vendor.unavailable ?? vendor.builtVersion ?? "")")
            }
            return
        }
        let type = try Suites.named(suite)
        let opened = try place.open(type, SuiteRequest())
        Terminal.say(type.question)
        Terminal.say("\nOptions (--set KEY=VALUE):")
        for option in type.options {
            Terminal.say(
                "  \(option.key)=\(option.values.joined(separator: "|"))  \(option.summary) (\(option.standard))")
        }
        Terminal.say("\nCases:")
        for entry in try opened.groups(on: HostFacts()).flatMap(\.cases) {
            Terminal.say("  \(entry.name)\(entry.unavailable.map { "  (unavailable: \($0))" } ?? "")")
        }
    }
}
