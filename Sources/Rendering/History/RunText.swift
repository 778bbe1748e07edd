import History

/// Runs in a few words.
public enum RunText {
    /// The day and time, `2026-11-21 08:15`.
    public static func night(_ run: HistoryRun) -> String {
        run.started.prefix(16).split(separator: "T").joined(separator: " ")
    }

    /// The commit's first twelve digits, with a plus where the tree differed from it.
    public static func commit(_ run: HistoryRun) -> String {
        run.commit.prefix(12) + (run.dirty ? "+" : "")
    }
}
