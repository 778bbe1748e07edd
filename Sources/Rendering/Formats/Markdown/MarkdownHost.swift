import Report

/// Where the figures come from: machine, program, suite and run.
enum MarkdownHost {
    static func blocks(of report: Report) -> [String] {
        let table = MarkdownTable(
            columns: [.init(""), .init("")],
            rows: (host(report.host) + tool(report.tool) + run(report)).map { [$0.0, $0.1] })
        return ["## Host and tool"] + (table.block.map { [$0] } ?? [])
    }

    private static func host(_ host: Report.Host) -> [(String, String)] {
        let caches = host.caches.map { cache in
            "L\(cache.level) \(cache.kind) \(Figure(Double(cache.bytes), unit: "B").number)"
        }
        return [
            ("Host", "\(MarkdownText.plain(host.cpu)), \(MarkdownText.code(host.id))"),
            ("Instruction sets", MarkdownText.plain(host.isa.joined(separator: ", "))),
            ("Caches", MarkdownText.plain(caches.joined(separator: ", "))),
            ("Memory", Figure(Double(host.memoryBytes), unit: "B").number),
            (
                "System",
                MarkdownText.plain("\(host.os), kernel \(host.kernel), virtualisation \(host.virtualization)")
            ),
            ("Frequency governor", MarkdownText.plain(host.governor)),
            ("Counters", MarkdownText.plain(text(of: host.counters))),
        ]
    }

    private static func text(of counters: Report.Host.Counters) -> String {
        // A version starts with a digit; anything else is the reason why there is none.
        let papi = counters.papi.first?.isNumber == true ? "PAPI \(counters.papi)" : counters.papi
        let cost = counters.cost.map { cost in
            "; a read takes \(Figure(cost.read, unit: "s").number), "
                + "a start and a stop \(Figure(cost.window, unit: "s").number)"
        }
        return "\(papi); \(counters.available.count) available, \(counters.unavailable.count) unavailable\(cost ?? "")"
    }

    private static func tool(_ tool: Report.Tool) -> [(String, String)] {
        let commit = MarkdownText.code(tool.commit) + (tool.dirty ? ", changed since" : "")
        let dependencies = tool.dependencies.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return [
            ("Tool", "\(MarkdownText.plain("\(tool.name) \(tool.version)")), commit \(commit)"),
            ("Compiler", MarkdownText.plain("Swift \(tool.swift), \(tool.configuration)")),
            ("Traits", listed(tool.traits)),
            ("Dependencies", listed(dependencies)),
        ]
    }

    private static func run(_ report: Report) -> [(String, String)] {
        let (suite, run) = (report.suite, report.run)
        let options = (run.options ?? [:]).sorted { $0.key < $1.key }.map { key, value in
            "\(MarkdownText.code(key)) \(MarkdownText.plain(value))"
        }
        return [
            ("Suite", "\(MarkdownText.code(suite.definition)), SHA-256 \(MarkdownText.code(suite.digest))"),
            ("Run", "\(MarkdownText.code(run.id)), seed \(MarkdownText.code(String(run.seed)))"),
        ] + (options.isEmpty ? [] : [("Options", options.joined(separator: ", "))])
    }

    private static func listed(_ words: [String]) -> String {
        words.isEmpty ? "none" : MarkdownText.plain(words.joined(separator: ", "))
    }
}
