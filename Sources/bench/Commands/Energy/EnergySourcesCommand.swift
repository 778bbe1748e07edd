import ArgumentParser
import EnergyModels
import Rendering
import Report
import Suites

/// `bench energy sources`.
struct EnergySourcesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "List every number of radios, processors and batteries with its range, source and mark.",
        discussion: """
            A number is read (in its source), quoted (by another source) or unverified; of the last, twice the range in magnitudes \
            is reckoned with, and a quarter to either side at least. What is chosen is not uncertain.
            """)

    @Argument(help: "Profiles to list, such as 'lora-*'; all where none is named.")
    var profiles: [String] = []

    @Flag(help: "Only what nobody has checked.")
    var unverified = false

    @Flag(help: "Print JSON, every number in its SI unit.")
    var json = false

    func run() throws {
        let all = try ProfileCatalogue(SuiteFiles.named).all()
        for pattern in profiles where !all.contains(where: { Glob.matches(pattern, $0.profile) }) {
            throw SuiteError.unknownProfile(pattern, kind: "profile", known: all.map(\.profile))
        }
        let listed = all.filter { each in
            profiles.isEmpty || profiles.contains { Glob.matches($0, each.profile) }
        }.map { each in
            ListedProfile(
                each.kind, each.profile, each.title,
                each.numbers.filter { !unverified || $0.isDoubtful })
        }.filter { !$0.numbers.isEmpty }
        if json { return print(try JSONText.lines(of: listed), terminator: "") }
        for profile in listed { say(profile) }
        say(all.flatMap(\.numbers))
    }

    private func say(_ profile: ListedProfile) {
        Terminal.say("\(profile.kind) \(profile.profile): \(profile.title)")
        let rows = profile.numbers.map { number in
            [
                number.name, number.text, number.range, number.law, number.kind, number.verification, number.source,
                number.conditions,
            ].map { TextTable.Cell($0) }
        }
        let columns = ["number", "value", "reckoned with", "law", "kind", "mark", "source", "conditions"]
        let table = TextTable(columns: columns.map { .init($0) }, rows: rows)
        for line in table.lines(width: Terminal.width, colours: Terminal.isColoured) { Terminal.say(line) }
        Terminal.say("")
    }

    /// How many numbers have which mark.
    private func say(_ numbers: [ProfileNumber]) {
        let counts =
            Verification.allCases.map { mark in
                "\(numbers.count { $0.verification == mark && $0.kind != .chosen }) \(mark.rawValue)"
            } + ["\(numbers.count { $0.kind == .chosen }) chosen"]
        Terminal.say("\(numbers.count) numbers: \(counts.joined(separator: ", "))")
    }
}

extension ProfileNumber {
    fileprivate var isDoubtful: Bool { verification == .unverified && kind != .chosen }
}

/// A profile as it is listed.
private struct ListedProfile: Encodable {
    let kind: String
    let profile: String
    let title: String
    let numbers: [Number]

    struct Number: Encodable {
        let name: String
        let text: String
        let value: Double
        let low: Double
        let high: Double
        let unit: String
        let range: String
        let law: String
        let kind: String
        let verification: String
        let source: String
        let address: String?
        let conditions: String
    }

    init(_ kind: String, _ profile: String, _ title: String, _ numbers: [ProfileNumber]) {
        (self.kind, self.profile, self.title) = (kind, profile, title)
        self.numbers = numbers.map { number in
            Number(
                name: number.name, text: number.text, value: number.value, low: number.low, high: number.high,
                unit: number.unit, range: number.rangeText, law: number.form.rawValue, kind: number.kind.rawValue,
                verification: number.verification.rawValue, source: number.source.document,
                address: number.source.address, conditions: number.conditions)
        }
    }
}
