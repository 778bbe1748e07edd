extension Disturbance {
    /// The compact form: `noise/10dB`, `missing/channel-1`, `missing/0.2`, `missing/0.2/held`, `gain/0.5`, `invert`,
    /// `offset/0.3`, `rotate/90`, `rotate/90/x`, `rotate/90/x/channel-3`. Parsed, it gives the same disturbance back.
    public var name: String {
        switch self {
        case .noise(let decibels): "noise/\(decibels.short)dB"
        case .missingChannel(let channel, let filling): "missing/channel-\(channel)" + filling.suffix
        case .missingSamples(let share, let filling): "missing/\(share.short)" + filling.suffix
        case .gain(let factor): "gain/\(factor.short)"
        case .inversion: "invert"
        case .offset(let offset): "offset/\(offset.short)"
        case .rotation(let degrees, .z, 0): "rotate/\(degrees.short)"
        case .rotation(let degrees, let axis, 0): "rotate/\(degrees.short)/\(axis.rawValue)"
        case .rotation(let degrees, let axis, let first): "rotate/\(degrees.short)/\(axis.rawValue)/channel-\(first)"
        }
    }

    /// What it is, in English.
    public var words: String {
        switch self {
        case .noise(let decibels): "white noise at a signal-to-noise ratio of \(decibels.short) dB"
        case .missingChannel(let channel, .zeros): "channel \(channel) is missing and reads 0"
        case .missingChannel(let channel, .held): "channel \(channel) is stuck at its first value"
        case .missingSamples(let share, .zeros): "a share of \(share.short) of the samples is missing and reads 0"
        case .missingSamples(let share, .held):
            "a share of \(share.short) of the samples is missing, and the last value is held"
        case .gain(let factor): "all numbers are times \(factor.short)"
        case .inversion: "all signs are inverted"
        case .offset(let offset): "all numbers are shifted by \(offset.short)"
        case .rotation(let degrees, let axis, let first):
            "the three channels from \(first) on are turned by \(degrees.short)° about \(axis.rawValue)"
        }
    }

    /// A disturbance from its compact form (``name``).
    /// - Throws: ``DisturbanceError`` for a kind that is unknown, a part that is missing, surplus or no number, and a number
    ///   out of its range.
    public init(parsing text: String) throws(DisturbanceError) {
        var parts = DisturbanceParts(text)
        switch parts.kind {
        case "noise": self = .noise(decibels: try parts.number("a ratio such as 10dB", unit: "dB"))
        case "missing":
            if let channel = try parts.channel() {
                self = .missingChannel(channel, try parts.choice() ?? .zeros)
            } else {
                let share = try parts.number("a share such as 0.2, or a channel such as channel-1")
                self = .missingSamples(share: share, try parts.choice() ?? .zeros)
            }
        case "gain": self = .gain(try parts.number("a factor such as 0.5"))
        case "invert": self = .inversion
        case "offset": self = .offset(try parts.number("a number such as 0.3"))
        case "rotate":
            let degrees = try parts.number("an angle in degrees such as 90")
            let axis: Axis = try parts.choice() ?? .z
            self = .rotation(degrees: degrees, about: axis, first: try parts.channel() ?? 0)
        default:
            throw .unknown(text: text, kinds: DisturbanceParts.kinds, nearest: parts.nearestKinds)
        }
        try parts.end()
        try check()
    }
}

extension Disturbance.Filling {
    /// Zeros go without saying.
    fileprivate var suffix: String { self == .zeros ? "" : "/\(rawValue)" }
}

extension Double {
    /// As short as it reads back the same: `10` for 10.0.
    fileprivate var short: String {
        self == rounded() && magnitude < 1e15 ? String(Int(self)) : "\(self)"
    }
}
