import Charts
import Report

/// Where the figures come from: machine, program, suite and run; checks, and what the words on provenance mean.
enum HTMLOrigin {
    private struct Part {
        let heading: String
        let facts: [Fact]
    }

    private struct Fact {
        let name: String
        /// Markup.
        let value: String

        init(_ origin: Origin) {
            name = origin.name
            value = origin.value.map { piece in
                switch piece {
                case .text(let text): Markup.escaped(text)
                case .code(let name): "<code>\(Markup.escaped(name))</code>"
                }
            }.joined()
        }
    }

    private struct Term {
        let name: String
        let meaning: String
    }

    static func section(of report: Report) -> Page.Section {
        let parts = [
            Part(heading: "Machine", facts: Origin.host(report.host).map(Fact.init)),
            Part(heading: "Program", facts: Origin.tool(report.tool).map(Fact.init)),
            Part(heading: "Run", facts: Origin.run(report).map(Fact.init)),
        ]
        let refusals = report.host.counters.unavailable
        let checks = checks(of: report)
        let html = PageTemplates.render(
            "report-origin",
            [
                "parts": parts, "refusals": refusals, "has-refusals": !refusals.isEmpty,
                "refusal-count": Counted.text(refusals.count, "counter"),
                "checks": checks.rows.isEmpty ? [] : [checks],
                "terms": Report.Provenance.allCases.map { Term(name: $0.rawValue, meaning: $0.meaning) },
            ] as [String: Any])
        return .init(id: "origin", title: "Where the figures come from", html: html)
    }

    private static func checks(of report: Report) -> PageTable {
        let outcomes = Dictionary(grouping: report.cases.flatMap(\.checks), by: \.name)
        return PageTable(
            caption: "Checks of the cases against their oracles",
            columns: [
                .init(text: "Check"), .init(text: "Passed", isNumber: true), .init(text: "Failed", isNumber: true),
            ],
            rows: outcomes.keys.sorted().map { name in
                let all = outcomes[name, default: []]
                let passed = all.count(where: \.passed)
                return .init(cells: [
                    .init(text: name, isHeading: true), .init(text: "\(passed)", isNumber: true),
                    .init(text: "\(all.count - passed)", isNumber: true),
                ])
            })
    }
}

extension Report.Provenance {
    /// What a reader is told of the word.
    fileprivate var meaning: String {
        switch self {
        case .measured: "by a clock, an allocator, a meter, or by looking at outputs"
        case .counted: "by a counter read through PAPI"
        case .simulated: "by a simulator (callgrind)"
        case .derived: "by arithmetic on measured or counted figures"
        case .modelled: "by a published model, which is named"
        }
    }
}
