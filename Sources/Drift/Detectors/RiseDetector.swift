/// A detector that tells of rises alone: that errors or losses become smaller is no reason to learn.
public struct RiseDetector: Sendable {
    /// What watches.
    public enum Kind: String, CaseIterable, Sendable {
        /// Page and Hinkley's test.
        case pageHinkley = "page-hinkley"
        /// Adaptive windowing.
        case adwin
    }

    private var pageHinkley: PageHinkley?
    private var adwin: ADWIN?

    /// - Throws: ``DriftError`` for settings that the detector refuses.
    public init(_ kind: Kind, _ settings: DetectorSettings) throws(DriftError) {
        switch kind {
        case .pageHinkley:
            pageHinkley = try PageHinkley(
                delta: settings.pageHinkleyDelta, threshold: settings.pageHinkleyThreshold, mode: .up)
        case .adwin: adwin = try ADWIN(delta: settings.adwinDelta, clock: settings.adwinClock)
        }
    }

    /// Takes the next value.
    /// - Returns: whether values have become larger.
    public mutating func add(_ value: Double) -> Bool {
        if let alarm = pageHinkley?.add(value) { return alarm }
        guard let before = adwin?.estimation, adwin?.add(value) == true else { return false }
        return (adwin?.estimation ?? 0) > before
    }

    /// Bytes of state that it holds now (``DriftDetector/stateByteCount``).
    public var stateByteCount: Int { (pageHinkley?.stateByteCount ?? 0) + (adwin?.stateByteCount ?? 0) }
}
