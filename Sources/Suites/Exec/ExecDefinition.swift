import Crypto
import Foundation
import Processes
import Report

/// What commands are compared, as the command line says it: in place of the definition that suites have as a file.
public struct ExecDefinition: Codable, Equatable, Sendable {
    /// A command under a name; both as the user wrote them.
    public struct Named: Codable, Equatable, Sendable {
        /// Of a variant.
        public var name: String
        /// Of the variant, or of what prepares it.
        public var command: String

        /// Memberwise.
        public init(name: String, command: String) {
            self.name = name
            self.command = command
        }
    }

    /// What case ids begin with, or the whole workload where there are no parameters.
    public var workload = "command"
    /// In the order of the report.
    public var variants: [Named] = []
    /// The variant that the others are held against; the first where nil.
    public var baseline: String?
    /// `NAME=1,2,4`.
    public var lists: [String] = []
    /// `NAME=1..8,2`.
    public var scans: [String] = []
    /// Shell commands before each run, `CMD` for every variant or `NAME=CMD` for one.
    public var prepares: [String] = []
    /// A shell command before all runs.
    public var setup: String?
    /// A shell command after all runs.
    public var cleanup: String?
    /// Whether the variants' commands are handed to a shell.
    public var shell = false
    /// The file that they read.
    public var input: String?

    /// Nothing yet.
    public init() {}

    /// SHA-256 of all of this, in hexadecimal: reports of the same commands have the same.
    public func digest() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return SHA256.hash(data: try encoder.encode(self)).map { String(format: "%02x", $0) }.joined()
    }

    /// The groups to measure, one for each combination of the parameters.
    /// - Throws: `CommandError` for names, parameters and commands that cannot be, and for programs that are not there.
    public func groups() throws(CommandError) -> [CommandGroup] {
        try requireNames()
        var parameters: [CommandParameter] = []
        for list in lists { parameters.append(try CommandParameter(list: list)) }
        for scan in scans { parameters.append(try CommandParameter(scan: scan)) }
        for parameter in parameters { try requireUse(of: parameter.name) }
        var groups: [CommandGroup] = []
        for values in try CommandParameter.combinations(of: parameters) {
            groups.append(try group(with: values))
        }
        return groups
    }

    private func group(with values: [(name: String, value: String)]) throws(CommandError) -> CommandGroup {
        var variants: [CommandVariant] = []
        for variant in self.variants {
            let text = CommandParameter.substitute(values, in: variant.command)
            var prepare: Command?
            if let step = self.prepare(of: variant.name) {
                prepare = try Command(shell: CommandParameter.substitute(values, in: step))
            }
            variants.append(
                CommandVariant(
                    name: variant.name, command: try shell ? Command(shell: text) : Command(splitting: text),
                    prepare: prepare))
        }
        return CommandGroup(
            workload: ([workload] + values.map { "\($0.name)-\($0.value)" }).joined(separator: "."),
            parameters: Dictionary(uniqueKeysWithValues: values.map { ($0.name, $0.value) }), variants: variants,
            baseline: baseline ?? variants[0].name)
    }

    /// What prepares a variant: its own step, or the one for all.
    private func prepare(of variant: String) -> String? {
        let steps = prepares.map(target(of:))
        return (steps.last { $0.variant == variant } ?? steps.last { $0.variant == nil })?.command
    }

    /// `NAME=CMD` is for one variant where it has that name; anything else is a command for all.
    private func target(of prepare: String) -> (variant: String?, command: String) {
        let sides = prepare.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2, variants.contains(where: { $0.name == sides[0] }) else { return (nil, prepare) }
        return (sides[0], sides[1])
    }

    private func requireNames() throws(CommandError) {
        let names = variants.map(\.name)
        for name in [workload] + names where !CaseID.isName(name) { throw .badName(name) }
        for (index, name) in names.enumerated() where names[..<index].contains(name) { throw .doubleName(name) }
        if let baseline, !names.contains(baseline) {
            throw .unknownVariant(baseline, option: "--baseline", known: names)
        }
    }

    private func requireUse(of parameter: String) throws(CommandError) {
        let place = "{\(parameter)}"
        for (option, step) in [("--setup", setup), ("--cleanup", cleanup)] where step?.contains(place) == true {
            throw .parameterInStep(step: option, parameter: parameter)
        }
        guard (variants.map(\.command) + prepares).contains(where: { $0.contains(place) }) else {
            throw .unusedParameter(parameter)
        }
    }
}
