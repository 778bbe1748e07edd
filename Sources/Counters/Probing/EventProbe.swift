/// Finds out whether an event counts, by counting it alone.
struct EventProbe {
    let calls: any PAPICalls
    let diagnosis: RefusalDiagnosis

    init(_ calls: any PAPICalls, kernel: KernelSettings) {
        self.calls = calls
        diagnosis = RefusalDiagnosis(calls: calls, kernel: kernel)
    }

    func probe(_ name: String) throws(CounterUnavailability) -> CounterEvent {
        var code: Int32 = 0
        var info = PAPIEventInfo()
        let known = calls.eventNameToCode(EventTraits.spelling(of: name), &code)
        guard known == PAPICode.ok else {
            throw diagnosis.unknown(name, PAPIFailure(call: .nameToCode, code: known))
        }
        // Without a description an event still counts.
        _ = calls.eventInfo(code, &info)
        let isStimulated = EventTraits.stimulated.contains(name)
        let count: Int64
        do {
            count = try self.count(code, attempts: isStimulated ? Self.attempts : 1)
        } catch {
            throw diagnosis.refusal(of: name, info, isPreset: code & PAPICode.presetMask != 0, error)
        }
        if count < 0 || (count == 0 && isStimulated) {
            throw .broken(detail: "\(count) counted over work that causes this event")
        }
        // PAPI appends the masks, which the name already holds.
        let masks = info.description.firstRange(of: ", masks:")?.lowerBound
        return CounterEvent(
            name: name, description: String(info.description[..<(masks ?? info.description.endIndex)]),
            code: code, component: info.component,
            probed: count)
    }

    /// The count over the stimulus, repeated while it is zero.
    private func count(_ code: Int32, attempts: Int) throws(PAPIFailure) -> Int64 {
        let set = try EventSet(codes: [code], calls)
        var count: Int64 = 0
        for _ in 0..<attempts where count == 0 {
            count = try set.trial(Stimulus.run)[0]
        }
        return count
    }

    /// On a busy machine a sleep may be over before the thread has left its CPU (seen once in 1200 sleeps of
    /// 100 µs), and nothing was switched.
    private static let attempts = 5
}
