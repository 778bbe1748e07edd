import Charts
import History

/// The runs of a suite in their order: the horizontal axis of its charts, and the table that tells dates and commits.
struct RunAxis: Sendable {
    let runs: [HistoryRun]
    /// By host and name.
    private let places: [[String]: Int]
    /// More names have no room.
    private static let mostTicks = 5

    /// - Parameter runs: the oldest first.
    init(_ runs: [HistoryRun]) {
        self.runs = runs
        places = Dictionary(uniqueKeysWithValues: runs.enumerated().map { ([$1.host, $1.name], $0) })
    }

    /// The run's row of the table.
    func place(of run: HistoryRun) -> Double { Double(places[[run.host, run.name]] ?? 0) }

    /// From the first run to the last, so that all charts of a page have the same.
    var axis: Axis {
        var axis = Axis("run", unit: "1", .linear)
        axis.limits = 0...Double(max(1, runs.count - 1))
        let step = max(1, (runs.count + Self.mostTicks - 2) / (Self.mostTicks - 1))
        let days = runs.map { $0.started.prefix(10) }
        let isOneDay = days.first == days.last
        axis.ticks = stride(from: 0, to: runs.count, by: step).map { index in
            .init(
                value: Double(index),
                label: isOneDay ? String(RunText.night(runs[index]).suffix(5)) : String(days[index]))
        }
        return axis
    }

    /// The oldest first, as charts refer to them by number.
    var section: Page.Section {
        let table = PageTable(
            caption: "Runs",
            columns: ["Started", "Commit", "Reference", "Mode", "Host"].map { .init(text: $0) }
                + [.init(text: "Figures", isNumber: true), .init(text: "Run")],
            rows: runs.enumerated().map { index, run in
                .init(
                    rowID: "run-\(index)",
                    cells: [
                        .init(text: RunText.night(run), isHeading: true), .init(text: RunText.commit(run)),
                        .init(text: run.reference ?? ""), .init(text: run.mode.rawValue),
                        .init(text: run.host), .init(text: Counted.number(run.figures), isNumber: true),
                        .init(text: run.name),
                    ])
            })
        return .init(id: "runs", title: "Runs", html: table.html)
    }
}
