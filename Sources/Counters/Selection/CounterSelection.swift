import Basics

/// The events a user asks for, as `--counters` spells them.
///
/// The grammar: a comma list of groups (``CounterGroups``), presets (`PAPI_TOT_INS`) and native events
/// (`perf::PAGE-FAULTS`, `RETIRED_INSTRUCTIONS:u=1`; colons belong to the name, commas never do), ``simulation``, or `none`
/// alone. White space around an item is ignored; an event named twice is counted once.
public struct CounterSelection: Equatable, Sendable {
    /// No events.
    public static let none = CounterSelection(events: [])

    /// The events in the order of asking, each once.
    public let events: [String]

    /// Whether Callgrind is to count too, which needs no counters of the machine.
    public let simulates: Bool

    /// The word that asks for Callgrind.
    public static let simulation = "callgrind"

    /// Keeps the first of events named twice.
    public init(events: [String], simulates: Bool = false) {
        self.simulates = simulates
        var seen: Set<String> = []
        self.events = events.filter { seen.insert($0).inserted }
    }

    /// Reads a list.
    ///
    /// A name that cannot exist is an error here; one that merely does not exist on this machine, such as
    /// an event of another vendor's PMU, is left to probing, so that a list serves several machines.
    /// - Parameters:
    ///   - text: such as `cache,PAPI_TOT_INS,perf::PAGE-FAULTS`.
    ///   - library: the library whose names count; without PAPI any well-formed event is accepted.
    /// - Throws: ``CountersError`` for an empty item, `none` beside others, an unknown group or event.
    public init(
        parsing text: String, library: CounterLibrary = .shared
    ) throws(CountersError) {
        let items = text.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
        if items == ["none"] {
            self = .none
            return
        }
        var events: [String] = []
        for item in items where item != Self.simulation {
            switch item {
            case "": throw .emptyItem(list: text)
            case "none": throw .noneBesideOthers(list: text)
            default:
                if let group = CounterGroups.events(of: item) {
                    events += group
                } else {
                    try Self.check(item, library)
                    events.append(item)
                }
            }
        }
        self.init(events: events, simulates: items.contains(Self.simulation))
    }

    private static func trimmed(_ item: Substring) -> String {
        var item = item.drop(while: \.isWhitespace)
        while item.last?.isWhitespace == true { item.removeLast() }
        return String(item)
    }

    /// Tells misspelled names from names of another machine. The catalogue is enumerated only for a name
    /// that PAPI does not know at once.
    private static func check(_ text: String, _ library: CounterLibrary) throws(CountersError) {
        let groups = CounterGroups.all.map(\.name)
        let name = EventName(text)
        guard case .success(let calls) = library.attached() else {
            if name.isPreset || name.pmu != nil { return }
            throw .unknownGroup(text, nearest: nearestNames(to: text, in: groups))
        }
        var code: Int32 = 0
        if calls.eventNameToCode(text, &code) == PAPICode.ok { return }
        let catalogue = EventCatalogue(calls)
        if name.isPreset {
            throw .unknownEvent(text, nearest: nearestNames(to: text, in: catalogue.presets))
        }
        if name.pmu == nil {
            let names = groups + catalogue.presets + catalogue.natives
            throw .unknownGroup(text, nearest: nearestNames(to: text, in: names))
        }
        if catalogue.hasPMU(of: name) && !catalogue.lists(name) {
            throw .unknownEvent(text, nearest: nearestNames(to: text, in: catalogue.natives))
        }
    }
}
