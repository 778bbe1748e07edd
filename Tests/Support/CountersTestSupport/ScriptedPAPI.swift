import Counters
import Synchronization

/// Plays a machine: which events there are, which go together, what is refused and when.
package final class ScriptedPAPI: PAPICalls {
    package struct Script: Sendable {
        package var version: Int32 = 0x0700_0000
        package var libraryVersion: Int32?
        /// What a window counts, by event; all names are known to PAPI. An event of `0x8…` is a preset.
        package var rates: [String: Int64] = [
            "PAPI_TOT_INS": 4000, "PAPI_TOT_CYC": 2000, "PAPI_L1_DCM": 200, "PAPI_L3_TCM": 120,
            "PAPI_BR_MSP": 300, "perf::TASK-CLOCK": 50_000, "perf::PAGE-FAULTS": 128,
        ]
        /// Known to PAPI, not defined for this processor.
        package var undefined: Set<String> = []
        /// Answers to adding an event, alone or not.
        package var addErrors: [String: Int32] = [:]
        /// Answers to starting a set that holds an event.
        package var startErrors: [String: Int32] = [:]
        /// Pairs that cannot be added to one set.
        package var conflicts: [Set<String>] = []
        /// Hardware counters; the set beyond them starts with a conflict.
        package var counters = Int.max
        /// Hardware counters beyond which a set starts well and leaves the others at zero.
        package var silentCounters = Int.max
        /// Starts after which every start fails.
        package var goodStarts = Int.max
        package var readError: Int32?
        package var multiplexError: Int32?
        package var inheritError: Int32?
        package var disabledReason: String?
        package var softwareClock: Int32 = 0
        /// Events that go on counting by their rate at every read, as a meter does.
        package var meters: Set<String> = []
        /// Sets that open while at most this many sets exist.
        package var openSets = Int.max

        /// The seven events of ``rates``, all of which go together.
        package init() {}
    }

    private struct State {
        var sets: [Int32: [String]] = [:]
        var multiplexed: Set<Int32> = []
        var inheriting: Set<Int32> = []
        var nextSet: Int32 = 0
        var starts = 0
        var running: Int32?
        var reads: Int64 = 0
    }

    private let script: Script
    private let state = Mutex(State())
    private let names: [String]

    package init(_ change: (inout Script) -> Void = { _ in }) {
        var script = Script()
        change(&script)
        self.script = script
        names = script.undefined.union(script.rates.keys).sorted()
    }

    /// Handles not given back.
    package var openSets: Int { state.withLock(\.sets.count) }

    /// Sets that count processes started later.
    package var inheritingSets: Set<Int32> { state.withLock(\.inheriting) }

    package var headerVersion: Int32 { script.version }
    package func libraryInit(_ version: Int32) -> Int32 { script.libraryVersion ?? version }
    package func threadInit() -> Int32 { 0 }
    package func registerThread() -> Int32 { 0 }
    package func multiplexInit() -> Int32 { 0 }
    package func message(for code: Int32) -> String { "scripted \(code)" }
    package func componentCount() -> Int32 { 1 }
    package func componentInfo(_ index: Int32) -> PAPIComponent? {
        PAPIComponent(name: "perf_event", disabledReason: script.disabledReason, presetCount: 5)
    }

    package func eventNameToCode(_ name: String, _ code: inout Int32) -> Int32 {
        let plain = name.replacing(":u=1:k=1", with: "")
        guard let index = names.firstIndex(of: plain),
            script.disabledReason == nil || plain.hasPrefix("PAPI_")
        else { return PAPICode.noEvent }
        code = Int32(index) | (plain.hasPrefix("PAPI_") ? PAPICode.presetMask : PAPICode.nativeMask)
        return 0
    }

    package func eventCodeToName(_ code: Int32, _ name: inout String) -> Int32 {
        name = self.name(of: code)
        return 0
    }

    package func eventInfo(_ code: Int32, _ info: inout PAPIEventInfo) -> Int32 {
        info.nativeCount = script.undefined.contains(name(of: code)) ? 0 : 1
        info.description = "what \(name(of: code)) counts"
        return 0
    }

    package func enumerate(_ code: inout Int32, first: Bool, component: Int32) -> Int32 {
        let wantsPresets = code & PAPICode.presetMask != 0
        let start = first ? 0 : Int(code & 0xffff) + 1
        let next = names.indices.dropFirst(start).first { names[$0].hasPrefix("PAPI_") == wantsPresets }
        guard let next else { return PAPICode.noEvent }
        code = Int32(next) | (wantsPresets ? PAPICode.presetMask : PAPICode.nativeMask)
        return 0
    }

    package func createEventSet(_ set: inout Int32) -> Int32 {
        state.withLock { state in
            set = state.nextSet
            state.nextSet += 1
            state.sets[set] = []
        }
        return 0
    }

    package func assignComponent(_ set: Int32, component: Int32) -> Int32 { 0 }

    package func setMultiplex(_ set: Int32) -> Int32 {
        if let error = script.multiplexError { return error }
        state.withLock { _ = $0.multiplexed.insert(set) }
        return 0
    }

    package func setInherit(_ set: Int32) -> Int32 {
        if let error = script.inheritError { return error }
        state.withLock { _ = $0.inheriting.insert(set) }
        return 0
    }

    package func addEvent(_ set: Int32, _ code: Int32) -> Int32 {
        let name = name(of: code)
        if let error = script.addErrors[name] { return error }
        if script.undefined.contains(name) { return PAPICode.noEvent }
        if script.disabledReason != nil { return PAPICode.componentDisabled }
        return state.withLock { state in
            let all = Set((state.sets[set] ?? []) + [name])
            if script.conflicts.contains(where: all.isSuperset) { return PAPICode.conflict }
            if state.sets.count > script.openSets && all.count > 1 { return PAPICode.conflict }
            state.sets[set]?.append(name)
            return 0
        }
    }

    package func start(_ set: Int32) -> Int32 {
        state.withLock { state in
            let events = state.sets[set] ?? []
            if events.isEmpty { return PAPICode.invalid }
            if let error = events.lazy.compactMap({ self.script.startErrors[$0] }).first { return error }
            let hardware = events.count { $0.hasPrefix("PAPI_") }
            if hardware > script.counters && !state.multiplexed.contains(set) { return PAPICode.conflict }
            if state.starts >= script.goodStarts { return PAPICode.system }
            state.starts += 1
            state.running = set
            return 0
        }
    }

    package func read(_ set: Int32, into counts: UnsafeMutablePointer<Int64>) -> Int32 {
        if let error = script.readError { return error }
        return state.withLock { state in
            guard state.running == set else { return PAPICode.invalid }
            state.reads += 1
            var hardware = 0
            for (index, name) in (state.sets[set] ?? []).enumerated() {
                hardware += name.hasPrefix("PAPI_") ? 1 : 0
                let isCounted = !name.hasPrefix("PAPI_") || hardware <= script.silentCounters
                let times = script.meters.contains(name) ? state.reads : 1
                counts[index] = isCounted ? times * (script.rates[name] ?? 0) : 0
            }
            return 0
        }
    }

    package func stop(_ set: Int32, into counts: UnsafeMutablePointer<Int64>) -> Int32 {
        let status = read(set, into: counts)
        state.withLock { $0.running = nil }
        return status
    }

    package func cleanup(_ set: Int32) -> Int32 {
        state.withLock { state in
            if state.running == set { return PAPICode.isRunning }
            state.sets[set] = []
            return 0
        }
    }

    package func destroy(_ set: inout Int32) -> Int32 {
        let isEmpty = state.withLock { [set] state in
            guard state.sets[set] == [] else { return false }
            state.sets[set] = nil
            return true
        }
        guard isEmpty else { return PAPICode.invalid }
        set = -1
        return 0
    }

    package func softwareClockErrno() -> Int32 { script.softwareClock }

    private func name(of code: Int32) -> String { names[Int(code & 0xffff)] }
}
