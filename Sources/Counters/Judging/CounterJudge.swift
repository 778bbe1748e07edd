/// Decides which counts of a pass can be believed.
struct CounterJudge {
    /// No core retires more instructions a cycle. The widest known decode and dispatch 10 (Arm Cortex-X925,
    /// AnandTech, May 2024); 16 leaves room for fused pairs and for the next generation.
    static let widestCore = 16.0

    /// Whether any event moved in any pass.
    private let anyMoved: Bool

    init(windows: [CounterWindows]) {
        anyMoved = windows.contains { $0.counts.contains { $0 != 0 } }
    }

    /// A value or a reason for every event of the pass, by name.
    func verdicts(of windows: CounterWindows) -> [String: Result<CounterValue, CounterUnavailability>] {
        var verdicts: [String: Result<CounterValue, CounterUnavailability>] = [:]
        for event in windows.events {
            verdicts[event.name] = verdict(of: event, in: windows)
        }
        if let ratios = try? DerivedMetric.instructionsPerCycle.values(from: verdicts).get(),
            let ratio = median(ratios), ratio > Self.widestCore
        {
            let detail = "\(ratio) instructions a cycle are more than any core retires"
            for name in DerivedMetric.instructionsPerCycle.inputs {
                verdicts[name] = .failure(.broken(detail: detail))
            }
        }
        return verdicts
    }

    private func verdict(
        of event: CounterEvent, in windows: CounterWindows
    ) -> Result<CounterValue, CounterUnavailability> {
        if let failure = windows.failure { return .failure(failure) }
        let counts = windows.counts(of: event)
        guard !counts.isEmpty else { return .failure(.notMeasured) }
        if let detail = flaw(of: event, counts, windows) { return .failure(.broken(detail: detail)) }
        return .success(
            CounterValue(
                counts: counts, countsByThread: windows.countsByThread(of: event), seconds: windows.seconds,
                unit: CounterValue.unit(of: event.name),
                scale: EventTraits.clocks.contains(event.name) ? 1e-9 : 1, isMultiplexed: windows.isMultiplexed))
    }

    private func flaw(of event: CounterEvent, _ counts: [Int64], _ windows: CounterWindows) -> String? {
        if let negative = counts.first(where: { $0 < 0 }) { return "\(negative) counted" }
        if EventTraits.alwaysMoving.contains(event.name),
            let window = counts.indices.first(where: { counts[$0] == 0 && windows.seconds[$0] > 0 })
        {
            return "0 counted in a window of \(windows.seconds[window]) s"
        }
        let isTrusted = event.probed > 0 || EventTraits.software.contains(event.name)
        if !isTrusted && anyMoved && counts.allSatisfy({ $0 == 0 }) {
            return "did not move in any window, nor when probed, while other events did"
        }
        return nil
    }
}
