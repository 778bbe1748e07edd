/// The names libpapi knows on this machine, whether the machine can count them or not.
public struct EventCatalogue: Equatable, Sendable {
    /// All presets of PAPI, such as `PAPI_TOT_INS`; empty without PAPI.
    public let presets: [String]
    /// Native events without their masks, such as `perf::PAGE-FAULTS`; empty without PAPI, and where
    /// PAPI's components are disabled.
    public let natives: [String]

    /// Memberwise.
    public init(presets: [String], natives: [String]) {
        self.presets = presets
        self.natives = natives
    }

    /// Asks a library that this thread is attached to.
    init(_ calls: any PAPICalls) {
        let components = 0..<max(0, calls.componentCount())
        self.init(
            presets: Self.names(from: PAPICode.presetMask, component: 0, calls),
            natives: components.flatMap { index in
                calls.componentInfo(index)?.disabledReason == nil
                    ? Self.names(from: PAPICode.nativeMask, component: index, calls) : []
            })
    }

    /// Whether a native event of this name, masks aside, is listed.
    func lists(_ name: EventName) -> Bool { natives.contains(name.base) }

    /// Whether the PMU that the name speaks of has events here.
    func hasPMU(of name: EventName) -> Bool {
        guard let pmu = name.pmu else { return false }
        return natives.contains { EventName($0).pmu == pmu }
    }

    private static func names(from mask: Int32, component: Int32, _ calls: any PAPICalls) -> [String] {
        var names: [String] = []
        var code = mask
        var status = calls.enumerate(&code, first: true, component: component)
        while status == PAPICode.ok {
            var name = ""
            if calls.eventCodeToName(code, &name) == PAPICode.ok { names.append(name) }
            status = calls.enumerate(&code, first: false, component: component)
        }
        return names
    }
}
