import Processes
import Testing

@testable import Suites

@Suite("What bench exec is asked for")
struct ExecDefinitionTests {
    private func definition(_ commands: [(String, String)], _ change: (inout ExecDefinition) -> Void = { _ in })
        -> ExecDefinition
    {
        var definition = ExecDefinition()
        definition.variants = commands.map { .init(name: $0.0, command: $0.1) }
        change(&definition)
        return definition
    }

    @Test("Without parameters there is one workload, the first variant its baseline")
    func plain() throws {
        let groups = try definition([("a", "true x"), ("int8/b", "false")]).groups()
        #expect(groups.map(\.workload) == ["command"])
        #expect(groups[0].baseline == "a" && groups[0].parameters.isEmpty)
        #expect(groups[0].variants.map(\.command.arguments) == [["true", "x"], ["false"]])
        #expect(groups[0].variants.allSatisfy { $0.prepare == nil })
        #expect(try definition([("a", "true"), ("b", "true")]) { $0.baseline = "b" }.groups()[0].baseline == "b")
    }

    @Test("Each combination of parameters is a workload, its values in commands and preparations")
    func parameters() throws {
        let groups = try definition([("a", "true {n} {m}"), ("b", "true {m}")]) {
            $0.workload = "kws"
            ($0.lists, $0.scans, $0.prepares) = (["n=1,4"], ["m=0.5..1,0.5"], ["echo {n}"])
        }.groups()
        #expect(groups.map(\.workload) == ["kws.n-1.m-0.5", "kws.n-1.m-1", "kws.n-4.m-0.5", "kws.n-4.m-1"])
        #expect(groups[2].parameters == ["n": "4", "m": "0.5"])
        #expect(groups[2].variants.map(\.command.text) == ["true 4 0.5", "true 0.5"])
        #expect(groups[2].variants.map { $0.prepare?.text } == ["echo 4", "echo 4"])
    }

    @Test("A preparation for one variant stands before the one for all; an assignment of the shell is none")
    func prepares() throws {
        let groups = try definition([("a", "true"), ("b", "true"), ("c", "true")]) {
            $0.prepares = ["X=1 sync", "b=echo b"]
        }.groups()
        #expect(groups[0].variants.map { $0.prepare?.text } == ["X=1 sync", "echo b", "X=1 sync"])
    }

    @Test("With a shell the whole text is its argument")
    func shell() throws {
        let groups = try definition([("a", "true | cat > /dev/null")]) { $0.shell = true }.groups()
        #expect(groups[0].variants[0].command.arguments == ["/bin/sh", "-c", "true | cat > /dev/null"])
    }

    @Test("What cannot be is refused before anything runs")
    func refusals() {
        func expect(_ error: CommandError, _ definition: ExecDefinition) {
            #expect(throws: error) { try definition.groups() }
        }
        expect(.badName("a b"), definition([("a b", "true")]))
        expect(.badName("a:b"), definition([("a:b", "true")]))
        expect(.badName("my name"), definition([("a", "true")]) { $0.workload = "my name" })
        expect(.doubleName("a"), definition([("a", "true"), ("a", "false")]))
        expect(
            .unknownVariant("c", option: "--baseline", known: ["a", "b"]),
            definition([("a", "true"), ("b", "true")]) { $0.baseline = "c" })
        expect(.unusedParameter("n"), definition([("a", "true")]) { $0.lists = ["n=1,2"] })
        expect(.doubleName("n"), definition([("a", "true {n}")]) { ($0.lists, $0.scans) = (["n=1"], ["n=1..2"]) })
        expect(
            .parameterInStep(step: "--setup", parameter: "n"),
            definition([("a", "true {n}")]) { ($0.lists, $0.setup) = (["n=1"], "make {n}") })
        expect(
            .notFound(program: "no-such-program", command: "no-such-program"),
            definition([("a", "true"), ("b", "no-such-program")]))
    }

    @Test("The digest tells commands apart and nothing else")
    func digest() throws {
        let one = definition([("a", "true"), ("b", "false")])
        #expect(try one.digest().count == 64 && one.digest() == definition([("a", "true"), ("b", "false")]).digest())
        let others = [
            definition([("a", "true"), ("b", "true")]), definition([("b", "false"), ("a", "true")]),
            definition([("a", "true"), ("b", "false")]) { $0.shell = true },
            definition([("a", "true"), ("b", "false")]) { $0.prepares = ["sync"] },
        ]
        let digests = try others.map { try $0.digest() } + [one.digest()]
        #expect(Set(digests).count == digests.count)
    }
}
