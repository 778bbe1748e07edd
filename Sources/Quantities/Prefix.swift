/// A prefix of SI with its power of ten.
enum Prefix: Double, CaseIterable {
    case giga = 1e9
    case mega = 1e6
    case kilo = 1e3
    case none = 1
    case milli = 1e-3
    case micro = 1e-6
    case nano = 1e-9
    case pico = 1e-12
    case femto = 1e-15

    /// As it is printed.
    var symbol: String {
        switch self {
        case .giga: "G"
        case .mega: "M"
        case .kilo: "k"
        case .none: ""
        case .milli: "m"
        case .micro: "µ"
        case .nano: "n"
        case .pico: "p"
        case .femto: "f"
        }
    }

    /// As it may be read: for micro also the Greek letter and what keyboards have.
    private var spellings: [String] {
        self == .micro ? ["\u{B5}", "\u{3BC}", "u"] : [symbol]
    }

    /// A unit's symbols with prefixes, and what each is in the unit that `factor` of are one.
    static func table(_ unit: String, of factor: Double = 1, _ prefixes: [Prefix] = allCases) -> [String: Double] {
        prefixes.reduce(into: [:]) { table, prefix in
            for spelling in prefix.spellings { table[spelling + unit] = factor * prefix.rawValue }
        }
    }

    /// A unit for a byte, for a thousand of them and for 1,024.
    static func perByte(_ unit: String) -> [String: Double] {
        table(unit).reduce(into: [:]) { table, entry in
            for (bytes, count) in [("B", 1.0), ("KB", 1000), ("KiB", 1024)] {
                table["\(entry.key)/\(bytes)"] = entry.value / count
            }
        }
    }

    /// The largest prefix below which a number falls; the smallest for what is smaller still.
    static func fitting(_ value: Double) -> Prefix {
        // What would be printed as 1000 takes the next prefix.
        allCases.first { abs(value) >= $0.rawValue * 0.9995 } ?? (value == 0 ? .none : .femto)
    }
}
