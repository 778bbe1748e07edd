#if SQLite
    import Report

    @testable import History

    /// Everything a history says, without the numbers of its rows: equal for histories of the same reports.
    func contents(of path: String) throws -> Set<String> {
        let store = try HistoryStore(reading: path)
        var lines: [String] = []
        try store.forEachCase { series in
            for series in series {
                for point in series.points {
                    lines.append(
                        "\(series.host) \(series.caseID) \(series.metric) \(words(point.run)) \(point.value) "
                            + "\(point.interval) \(point.confidence) \(point.count)")
                }
            }
        }
        lines += try store.runs().map(words)
        let unique = Set(lines)
        precondition(unique.count == lines.count, "a line occurs twice")
        return unique
    }

    private func words(_ run: HistoryRun) -> String {
        "\(run.host) \(run.suite) \(run.name) \(run.started) \(run.mode) \(run.commit) \(run.dirty) "
            + "\(run.reference ?? "-") \(run.figures)"
    }
#endif
