/// An event's name taken apart: `PMU::EVENT:MASK:MASK`.
struct EventName {
    /// The PMU before `::`, `nil` where none is named.
    let pmu: String?
    /// The name without its masks.
    let base: String
    /// Whether it is spelled as a preset.
    let isPreset: Bool

    init(_ text: String) {
        let separator = text.firstRange(of: "::")
        let masks = text[(separator?.upperBound ?? text.startIndex)...].firstIndex(of: ":")
        pmu = separator.map { String(text[..<$0.lowerBound]) }
        base = String(text[..<(masks ?? text.endIndex)])
        isPreset = text.hasPrefix("PAPI_")
    }
}
