import Quantities

/// A recording as a table for people: a row for the command, one for idle where it was recorded.
public struct RecordingTable: Equatable, Sendable {
    /// What stands above the columns, the windows' names first.
    public let headings: [String]
    /// A cell a column.
    public let rows: [[String]]

    /// All figures of a recording.
    public init(_ recording: EnergyRecording) {
        headings =
            ["window", "duration", "coverage", "energy", "whole window"]
            + (recording.idle.map { ["above \($0.meanPower)"] } ?? [])
            + ["mean", "highest", "readings", "failed", "gaps"]
        let windows = [("command", recording.window)] + (recording.idle.map { [("idle before", $0)] } ?? [])
        rows = windows.map { name, window in
            [name, "\(window.duration)", Self.coverage(window), "\(window.energy)", "\(window.scaledEnergy)"]
                + (recording.idle.map { ["\(window.scaledEnergy(above: $0.meanPower))"] } ?? [])
                + ["\(window.meanPower)", "\(window.highestPower)", "\(window.readings)", "\(window.failures)"]
                + [window.gaps.count == 0 ? "0" : "\(window.gaps.count), up to \(window.gaps.longest)"]
        }
    }

    /// Never rounded up to what would say that nothing is missing.
    private static func coverage(_ window: EnergyWindow) -> String {
        window.isCovered ? "100 %" : "\((min(0.999, window.coverage) * 1000).rounded(.down) / 10) %"
    }
}
