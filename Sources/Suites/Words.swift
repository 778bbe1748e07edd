import Basics
import Counters
import Foundation

/// `1.23×`.
func times(_ ratio: Double) -> String { String(format: ratio < 10 ? "%.2f×" : "%.1f×", ratio) }

/// `45 %`, with a decimal below ten.
func percent(_ share: Double) -> String { String(format: share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100) }

/// `12.5 KiB`.
func kibibytes(_ bytes: Double) -> String { String(format: "%.1f KiB", bytes / 1024) }

/// `37.3`.
func decimals(_ value: Double) -> String { String(format: "%.1f", value) }

/// The names most like a mistyped one, as the remedy of an error.
func nearest(_ name: String, in names: some Sequence<String>) -> String {
    let nearest = nearestNames(to: name, in: names)
    return nearest.isEmpty
        ? "known: \(names.prefix(8).joined(separator: ", "))" : "nearest: \(nearest.joined(separator: ", "))"
}
