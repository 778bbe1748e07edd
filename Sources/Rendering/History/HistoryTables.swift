import History

/// Tables of what a history holds.
public enum HistoryTables {
    /// A row a run.
    public static func runs(_ runs: [HistoryRun]) -> TextTable {
        TextTable(
            columns: [
                .init("started"), .init("host"), .init("suite"), .init("commit"), .init("reference"), .init("mode"),
                .init("figures", .trailing), .init("run"),
            ],
            rows: runs.map { run in
                [
                    .init(RunText.night(run)), .init(run.host), .init(run.suite), .init(RunText.commit(run)),
                    .init(run.reference ?? ""), .init(run.mode.rawValue),
                    .init(DecimalText.fixed(Double(run.figures), decimals: 0)), .init(run.name),
                ]
            })
    }

    /// A row a series: how many figures it has, and the last.
    public static func series(_ series: [HistorySeries]) -> TextTable {
        TextTable(
            columns: [
                .init("case"), .init("host"), .init("metric"), .init("runs", .trailing), .init("last", .trailing),
                .init("interval", .trailing), .init("of"),
            ],
            rows: series.map { series in
                let last = series.points.last
                let figure = last.map { Figure($0.value, of: series.metric, interval: $0.interval) }
                return [
                    .init(series.caseID), .init(series.host), .init(series.metric.name),
                    .init(DecimalText.fixed(Double(series.points.count), decimals: 0)), .init(figure?.number ?? ""),
                    .init(figure?.range ?? "", .faint), .init(last.map { RunText.night($0.run) } ?? ""),
                ]
            })
    }
}
