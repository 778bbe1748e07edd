import ArgumentParser
import EnergyModels
import Quantities
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
                each.numbers.filter { !unverified || $0.isUnverified })
        }.filter { !$0.numbers.isEmpty }
        if json { return print(try JSONText.lines(of: listed), terminator: "") }
        for profile in listed { say(profile) }
        say(listed.flatMap(\.numbers))
    }

    private func say(_ profile: ListedProfile) {
        Terminal.say("\(profile.kind) \(profile.profile): \(profile.title)")
        let rows = profile.numbers.map { number in
            [
                number.name, number.text, number.reckonedText, number.law, number.kind, number.mark, number.source,
                number.conditions,
            ].map { TextTable.Cell($0) }
        }
        let columns = ["number", "value", "reckoned with", "law", "kind", "mark", "source", "conditions"]
        let table = TextTable(columns: columns.map { .init($0) }, rows: rows)
        for line in table.lines(width: Terminal.width, colours: Terminal.isColoured) { Terminal.say(line) }
        for source in profile.sources { Terminal.say("  \(source.key): \(source.citation)") }
        Terminal.say("")
    }

    /// How many of the numbers listed have which mark.
    private func say(_ numbers: [ListedProfile.Number]) {
        let marks = Verification.allCases.map(\.rawValue) + [NumberKind.chosen.rawValue]
        let counts = marks.map { mark in "\(numbers.count { $0.mark == mark }) \(mark)" }
        Terminal.say("\(numbers.count) numbers: \(counts.joined(separator: ", "))")
    }
}

/// A profile as it is listed.
private struct ListedProfile: Encodable {
    let kind: String
    let profile: String
    let title: String
    let numbers: [Number]

    /// The documents of its numbers, each once.
    let sources: [Source]

    struct Number: Encodable {
        let name: String
        let meaning: String
        let text: String
        let value: Double
        /// As published.
        let low, high: Double
        /// As reckoned with.
        let reckonedLow, reckonedHigh: Double
        let unit: String
        let law: String
        let kind: String
        /// How it was checked; `chosen` needs no check.
        let mark: String
        /// Key of its document.
        let source: String
        let conditions: String

        /// The ends that are reckoned with; nothing where there are none.
        var reckonedText: String {
            reckonedLow < reckonedHigh ? SIText.of(reckonedLow...reckonedHigh, unit: unit) : ""
        }
    }

    struct Source: Encodable, Hashable {
        let key, document: String
        let place, address: String?
        let citation: String
    }

    init(_ kind: String, _ profile: String, _ title: String, _ numbers: [ProfileNumber]) {
        (self.kind, self.profile, self.title) = (kind, profile, title)
        self.numbers = numbers.map { number in
            Number(
                name: number.name, meaning: number.meaning, text: number.text, value: number.value, low: number.low,
                high: number.high, reckonedLow: number.range.lowerBound, reckonedHigh: number.range.upperBound,
                unit: number.unit, law: number.form.rawValue, kind: number.kind.rawValue,
                mark: number.kind == .chosen ? NumberKind.chosen.rawValue : number.verification.rawValue,
                source: number.source.key, conditions: number.conditions)
        }
        var sources: [Source] = []
        for number in numbers {
            let own = number.source
            let source = Source(
                key: own.key, document: own.document, place: own.place, address: own.address, citation: own.citation)
            if !sources.contains(source) { sources.append(source) }
        }
        self.sources = sources
    }
}
