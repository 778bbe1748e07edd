import Foundation
import Report

/// What Callgrind counts, and where it says so.
public enum SimulatedCounts {
    /// What their metrics' names begin with.
    private static let prefix = "callgrind::"

    /// Callgrind's events: instructions, data reads and writes, and of each of these the misses in the first-level and
    /// in the last-level cache. Source: https://valgrind.org/docs/manual/cl-manual.html
    public static let events = ["Ir", "Dr", "Dw", "I1mr", "D1mr", "D1mw", "ILmr", "DLmr", "DLmw"]

    /// The metrics of a case that has no counts.
    public static func unavailable(_ reason: String) -> [String: Report.Metric] {
        Dictionary(uniqueKeysWithValues: events.map { (prefix + $0, .unavailable(unit: "1", reason: reason)) })
    }

    /// The metrics of one call from the counts of several: nothing varies.
    static func metrics(_ counts: [String: Int], calls: Int) -> [String: Report.Metric] {
        var metrics = unavailable("Callgrind did not count it")
        for event in events {
            guard let count = counts[event] else { continue }
            let perCall = Double(count) / Double(calls)
            metrics[prefix + event] = .value(
                .init(
                    unit: "1", better: .lower, provenance: .simulated, value: perCall,
                    interval: .init(perCall, perCall), confidence: 1, count: calls))
        }
        return metrics
    }

    /// Reads all parts in a folder: the metrics by the name each part was dumped under.
    public static func read(_ folder: String) throws -> [String: [String: Report.Metric]] {
        var found: [String: [String: Report.Metric]] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasPrefix("counts.") {
            guard let part = parse(try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)) else { continue }
            found[part.name] = metrics(part.counts, calls: SimulatedWindow.calls)
        }
        return found
    }

    /// Reads a part of Callgrind's output: the name it was dumped under, and the total of each event.
    /// - Returns: nil where it is no part that was dumped on request.
    static func parse(_ text: String) -> (name: String, counts: [String: Int])? {
        var name: String?
        var events: [String] = []
        var totals: [Int] = []
        for line in text.split(separator: "\n") {
            func rest(_ start: String) -> String? {
                line.hasPrefix(start) ? String(line.dropFirst(start.count)) : nil
            }
            if let trigger = rest("desc: Trigger: Client Request: ") {
                name = trigger
            } else if let names = rest("events: ") {
                events = names.split(separator: " ").map(String.init)
            } else if let numbers = rest("totals: ") {
                totals = numbers.split(separator: " ").compactMap { Int($0) }
            }
        }
        // Trailing zeros are left out. The line `summary` is no use: where simulating was off in between, it is the
        // difference from the part before.
        guard let name, !events.isEmpty, totals.count <= events.count else { return nil }
        totals += Array(repeating: 0, count: events.count - totals.count)
        return (name, Dictionary(zip(events, totals)) { first, _ in first })
    }
}
