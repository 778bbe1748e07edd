import Basics
import Counters
import Foundation
import Report

/// `1.23×`, and `0.0123×` where two digits behind the point would say nothing.
func times(_ ratio: Double) -> String {
    String(format: ratio < 0.1 ? "%.3g×" : ratio < 10 ? "%.2f×" : ratio < 1e6 ? "%.1f×" : "%.2g×", ratio)
}

/// `45 %`, with a decimal below ten.
func percent(_ share: Double) -> String { String(format: share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100) }

/// `12.5 KiB`.
func kibibytes(_ bytes: Double) -> String { String(format: "%.1f KiB", bytes / 1024) }

/// `5 layers`, `1 layer`, `2 batches`.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// `37.3`.
func decimals(_ value: Double) -> String { String(format: "%.1f", value) }

/// `95 %`, or `99.8 %` where whole per cents would claim certainty.
func coverage(_ confidence: Double) -> String {
    0.99 < confidence && confidence < 1 ? String(format: "%.1f %%", min(100 * confidence, 99.9)) : percent(confidence)
}

/// `204 GB/s`, or with its interval in the same unit `204 GB/s, 95 % interval [203, 205]`.
/// - Parameter interval: with its coverage.
func rate(
    _ value: Double, _ unit: String, interval: (ends: Report.Interval, confidence: Double)? = nil
) -> String {
    let prefixes = ["", "k", "M", "G", "T", "P"]
    var (factor, index) = (1.0, 0)
    while value / factor >= 999.5, index + 1 < prefixes.count { (factor, index) = (factor * 1000, index + 1) }
    func digits(_ number: Double) -> String {
        let scaled = number / factor
        return String(format: "%.\(scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0)f", scaled)
    }
    let number = "\(digits(value)) \(prefixes[index])\(unit)"
    guard let interval else { return number }
    return number + ", \(coverage(interval.confidence)) interval "
        + "[\(digits(interval.ends.low)), \(digits(interval.ends.high))]"
}

/// `1.25 MiB`: quarters of a binary unit, as working sets and caches come.
/// - Parameter space: between number and unit; none in a name.
func binaryBytes(_ bytes: Int, space: String = " ") -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (scaled, index) = (Double(bytes), 0)
    while scaled >= 1024, index + 1 < units.count { (scaled, index) = (scaled / 1024, index + 1) }
    return String(format: "%.4g", scaled) + space + units[index]
}

/// The names most like a mistyped one, those that begin with it, or some that there are: the remedy of an error.
func nearest(_ name: String, in names: some Sequence<String>) -> String {
    let begun = name.isEmpty ? [] : names.filter { $0.hasPrefix(name) }
    let nearest = nearestNames(to: name, in: names)
    // Few letters are near to anything: what begins otherwise was not meant where something begins so.
    if let first = nearest.first, begun.isEmpty || first.hasPrefix(name.prefix(2)) {
        return "nearest: \(nearest.joined(separator: ", "))"
    }
    let known = begun.isEmpty ? Array(names) : begun
    return "known: \(known.prefix(8).joined(separator: ", "))" + (known.count > 8 ? ", …" : "")
}

/// `6.2 times less`, or `17 times more`: what one cost is by another.
func share(of cost: Double, by other: Double) -> String {
    let ratio = max(cost, other) / min(cost, other)
    return String(format: ratio < 9.95 ? "%.1f" : "%.0f", ratio) + (cost < other ? " times less" : " times more")
}

/// `0.494 nats`.
func nats(_ loss: Double) -> String { String(format: "%.3f nats", loss) }
