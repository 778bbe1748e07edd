extension CounterSession {
    /// The library, then every event asked for, as this machine answered.
    public var statuses: [SourceStatus] {
        let events = Dictionary(
            passes.flatMap(\.events).map { ($0.name, $0.description) },
            uniquingKeysWith: { first, _ in first })
        return [library.status]
            + asked.map { name in
                if let reason = refused[name] {
                    return SourceStatus(
                        name: name, isAvailable: false, detail: reason.reason, remedy: reason.remedy)
                }
                return SourceStatus(name: name, isAvailable: true, detail: events[name] ?? "")
            }
    }
}

extension CounterLibrary {
    /// The library's version, or why it did not start.
    public var status: SourceStatus {
        switch started {
        case .success:
            SourceStatus(name: "PAPI", isAvailable: true, detail: "version \(version ?? "unknown")")
        case .failure(let reason):
            SourceStatus(name: "PAPI", isAvailable: false, detail: reason.reason, remedy: reason.remedy)
        }
    }
}

extension CounterSelection {
    /// Every event of every group.
    public static let everyGroup = CounterSelection(events: CounterGroups.all.flatMap(\.events))
}
