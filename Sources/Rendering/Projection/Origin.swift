import Report

/// Where a report's figures come from: machine, program, suite and run, as names with values.
struct Origin {
    /// A piece of a value.
    enum Piece {
        case text(String)
        /// A name that programs give or take.
        case code(String)
    }

    let name: String
    /// To be joined without anything between them.
    let value: [Piece]

    private init(_ name: String, _ value: Piece...) {
        self.init(name, value)
    }

    private init(_ name: String, _ value: [Piece]) {
        self.name = name
        self.value = value
    }

    static func host(_ host: Report.Host) -> [Origin] {
        let caches = host.caches.map { cache in
            "L\(cache.level) \(cache.kind) \(Figure(Double(cache.bytes), unit: "B").number)"
        }
        return [
            .init("Host", .text("\(host.cpu), "), .code(host.id)),
            .init("Instruction sets", .text(host.isa.joined(separator: ", "))),
            .init("Caches", .text(caches.joined(separator: ", "))),
            .init("Memory", .text(Figure(Double(host.memoryBytes), unit: "B").number)),
            .init("System", .text("\(host.os), kernel \(host.kernel), virtualisation \(host.virtualization)")),
            .init("Frequency governor", .text(host.governor)),
            .init("Counters", .text(text(of: host.counters))),
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

    static func tool(_ tool: Report.Tool) -> [Origin] {
        let dependencies = tool.dependencies.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return [
            .init(
                "Tool", .text("\(tool.name) \(tool.version), commit "), .code(tool.commit),
                .text(tool.dirty ? ", changed since" : "")),
            .init("Compiler", .text("Swift \(tool.swift), \(tool.configuration)")),
            .init("Traits", .text(listed(tool.traits))),
            .init("Dependencies", .text(listed(dependencies))),
        ]
    }

    static func run(_ report: Report) -> [Origin] {
        let (suite, run) = (report.suite, report.run)
        let options = (run.options ?? [:]).sorted { $0.key < $1.key }
        let pieces = options.enumerated().flatMap { index, option in
            [.code(option.key), .text(" \(option.value)" + (index < options.count - 1 ? ", " : ""))] as [Piece]
        }
        return [
            .init("Suite", .code(suite.definition), .text(", SHA-256 "), .code(suite.digest)),
            .init("Run", .code(run.id), .text(", seed "), .code(String(run.seed))),
        ] + (pieces.isEmpty ? [] : [.init("Options", pieces)])
    }

    private static func listed(_ words: [String]) -> String {
        words.isEmpty ? "none" : words.joined(separator: ", ")
    }
}
