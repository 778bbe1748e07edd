import ArgumentParser
import Foundation
import Kernels
import Measurement
import Suites

/// `bench list [SUITE]`.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the suites and libraries, or a suite's options, workloads and variants.")

    @Argument(help: "A suite's name; all suites where it is left out.")
    var suite: String?

    @Flag(help: "Print the suites' names alone, for scripts.")
    var names = false

    @OptionGroup var place: DefinitionPlace

    func validate() throws {
        if names, suite != nil { throw ValidationError("--names lists the suites; leave \(suite ?? "") out") }
    }

    func run() throws {
        if names { return Suites.all.forEach { Terminal.say($0.name) } }
        guard let suite else {
            for type in Suites.all { Terminal.say("\(type.name)  \(type.question)") }
            Terminal.say("\nOf lists of your own:")
            for type in Suites.ofLists { Terminal.say("\(type.name) FILE  \(type.question)") }
            Terminal.say("\nLibraries of others:")
            for vendor in Vendor.all {
                Terminal.say("  \(vendor.name)  \(vendor.unavailable ?? vendor.builtVersion ?? "")")
            }
            return
        }
        let type = try Suites.named(suite)
        let opened = try place.open(type, SuiteRequest())
        Terminal.say(type.question)
        if !type.options.isEmpty { Terminal.say("\nOptions (--set KEY=VALUE):") }
        for option in type.options {
            Terminal.say(
                "  \(option.key)=\(option.values.joined(separator: "|"))  \(option.summary) (\(option.standard))")
        }
        for block in try CaseOverview(opened.groups(on: HostFacts())).blocks { say(block) }
        let list = Suites.ofLists.contains { $0 == type } ? " FILE" : ""
        Terminal.say("\nbench \(type.name)\(list) --list names every case.")
    }

    private func say(_ block: CaseOverview.Block) {
        let count = block.workloads.count
        Terminal.say("\n\(count == 1 ? "Workload" : "\(count) workloads"):")
        for line in Self.wrapped(block.workloads) { Terminal.say("  \(line)") }
        Terminal.say("Conditions:")
        for each in block.conditions {
            Terminal.say("  \(each.name)\(each.workloads < count ? "  (\(each.workloads) of \(count) workloads)" : "")")
        }
        Terminal.say("Variants:")
        let width = block.variants.map(\.name.count).max() ?? 0
        for variant in block.variants {
            let absences = variant.absences.map { absence in
                let some =
                    absence.workloads.count < count ? " for \(absence.workloads.count) of \(count) workloads" : ""
                return "unavailable\(some): \(absence.reason)"
            }
            let name = variant.name.padding(toLength: width, withPad: " ", startingAt: 0)
            Terminal.say("  \(name)  \(absences.isEmpty ? "available" : absences.joined(separator: "; "))")
        }
        Terminal.say("\(block.cases) cases: workloads × conditions × variants")
    }

    /// Names in lines that a terminal of 80 columns does not break.
    private static func wrapped(_ names: [String]) -> [String] {
        names.reduce(into: [String]()) { lines, name in
            if let last = lines.last, last.count + name.count < 76 {
                lines[lines.count - 1] = "\(last) \(name)"
            } else {
                lines.append(name)
            }
        }
    }
}
