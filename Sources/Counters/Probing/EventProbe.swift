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
        let counts: [Int64]
        do {
            counts = try EventSet(codes: [code], calls).trial(Stimulus.run)
        } catch {
            throw diagnosis.refusal(of: name, info, isPreset: code & PAPICode.presetMask != 0, error)
        }
        if counts[0] < 0 || (counts[0] == 0 && EventTraits.stimulated.contains(name)) {
            throw .broken(detail: "\(counts[0]) counted over work that causes this event")
        }
        // PAPI appends the masks, which the name already holds.
        let masks = info.description.firstRange(of: ", masks:")?.lowerBound
        return CounterEvent(
            name: name, description: String(info.description[..<(masks ?? info.description.endIndex)]),
            code: code, component: info.component,
            probed: counts[0])
    }
}
