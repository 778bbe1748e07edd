import Basics

/// Probes events, plans passes by trying sets out, and opens them.
struct PassOpener {
    private(set) var refused: [String: CounterUnavailability] = [:]
    private let calls: any PAPICalls
    private let probe: EventProbe
    private let team: Team
    private let inherited: Bool

    init(_ calls: any PAPICalls, kernel: KernelSettings, team: Team, inherited: Bool) {
        self.calls = calls
        self.inherited = inherited
        self.team = team
        probe = EventProbe(calls, kernel: kernel)
    }

    mutating func open(_ names: [String], multiplexed: Bool) -> [CounterPass] {
        var events: [CounterEvent] = []
        for name in names {
            do {
                events.append(try probe.probe(name))
            } catch {
                refused[name] = error
            }
        }
        guard multiplexed else { return openPlanned(events) }
        // The kernel's own events need no hardware counter, so there is nothing to take turns for.
        let software = events.filter { EventTraits.software.contains($0.name) }
        let hardware = Dictionary(grouping: events.filter { !software.contains($0) }, by: \.component)
        return openPlanned(software)
            + hardware.sorted { $0.key < $1.key }.flatMap { openMultiplexed($0.value) }
    }

    private mutating func openPlanned(_ events: [CounterEvent]) -> [CounterPass] {
        let anchor = events.first { $0.name == "PAPI_TOT_INS" }
        return PassPlan.make(events, anchor: anchor, fits: fits).flatMap { openWhole($0) }
    }

    /// A set may be added and started and yet count in part, so what moved clearly alone must move beside
    /// the others too. A socket's events are no work of this thread and may rest meanwhile.
    private func fits(_ events: [CounterEvent]) -> Bool {
        guard let counts = try? EventSet(events, calls).trial(Stimulus.run) else { return false }
        return zip(events, counts).allSatisfy { event, count in
            let component = calls.componentInfo(event.component)?.name
            return count > 0 || event.probed < Self.clearMovement
                || EventTraits.isSystemWide(event.name, component: component)
        }
    }

    /// A set that fitted a moment ago may not fit now, when another process took a counter: it is halved
    /// until its parts open; an event that does not open alone is refused.
    private mutating func openWhole(_ events: [CounterEvent]) -> [CounterPass] {
        do {
            return [
                CounterPass(
                    events, try TeamEventSet(events, manner: .init(inherited: inherited), team, calls),
                    isMultiplexed: false, calls)
            ]
        } catch {
            guard events.count > 1 else {
                refuse(events, error)
                return []
            }
            let middle = events.count / 2
            return openWhole(Array(events[..<middle])) + openWhole(Array(events[middle...]))
        }
    }

    private mutating func openMultiplexed(_ events: [CounterEvent]) -> [CounterPass] {
        do {
            // Not tried out by counting: with more events than counters, some are given no turn within a
            // stimulus as short as this one.
            let set = try TeamEventSet(events, manner: .init(multiplexed: true, inherited: inherited), team, calls)
            return [CounterPass(events, set, isMultiplexed: true, calls)]
        } catch {
            let message = calls.message(for: error.code)
            for event in events { refused[event.name] = .multiplexingRefused(message: message) }
            return []
        }
    }

    private mutating func refuse(_ events: [CounterEvent], _ failure: PAPIFailure) {
        for event in events {
            var info = PAPIEventInfo()
            _ = calls.eventInfo(event.code, &info)
            refused[event.name] = probe.diagnosis.refusal(
                of: event.name, info, isPreset: event.code & PAPICode.presetMask != 0, failure)
        }
    }

    /// Counts under the stimulus that cannot be chance.
    private static let clearMovement: Int64 = 100
}
