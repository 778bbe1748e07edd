import Statistics
import TestSupport
import Testing

@testable import Processes

@Suite("Parameters of commands")
struct CommandParameterTests {
    @Test("Lists and scans")
    func values() throws {
        #expect(try CommandParameter(list: "n=1,2,4").values == ["1", "2", "4"])
        #expect(try CommandParameter(list: "model=kws,int8/vww").values == ["kws", "int8/vww"])
        #expect(try CommandParameter(scan: "n=1..4").values == ["1", "2", "3", "4"])
        #expect(try CommandParameter(scan: "n=1..8,3").values == ["1", "4", "7"])
        #expect(try CommandParameter(scan: "n=0.1..0.5,0.1").values == ["0.1", "0.2", "0.3", "0.4", "0.5"])
        #expect(try CommandParameter(scan: "n=-1..1").values == ["-1", "0", "1"])
        #expect(try CommandParameter(scan: "n=3..3").values == ["3"])
    }

    @Test(
        "What is no list",
        arguments: ["n", "=1", "n=", "n=1,,2", "n=1,1", "n=a b", "n m=1", "n=a:b", "{n}=1"])
    func badLists(text: String) {
        #expect(throws: CommandError.self) { try CommandParameter(list: text) }
    }

    @Test(
        "What is no scan",
        arguments: ["n=1", "n=1..", "n=2..1", "n=1..2,0", "n=1..2,-1", "n=a..b", "n=1..1e9", "n=1..100000"])
    func badScans(text: String) {
        #expect(throws: CommandError.self) { try CommandParameter(scan: text) }
    }

    @Test("Every combination once, the last parameter changing fastest")
    func combinations() throws {
        let parameters = try [CommandParameter(list: "a=1,2"), CommandParameter(list: "b=x,y,z")]
        let combinations = try CommandParameter.combinations(of: parameters)
        #expect(
            combinations.map { $0.map(\.value).joined() } == ["1x", "1y", "1z", "2x", "2y", "2z"])
        #expect(try CommandParameter.combinations(of: []).map(\.count) == [0])
        #expect(throws: CommandError.doubleName("a")) {
            try CommandParameter.combinations(of: [parameters[0], parameters[0]])
        }
        let many = try CommandParameter(scan: "n=1..100")
        let more = try CommandParameter(scan: "m=1..11")
        #expect(throws: CommandError.tooManyCombinations(1100, most: 1000)) {
            try CommandParameter.combinations(of: [many, more])
        }
    }

    @Test(
        "Names in braces are replaced, other braces stay, and values are not searched",
        arguments: [
            ("run {n}", "run 4"), ("{n}{m}{n}", "4{n}4"), ("awk '{print $1}' {n}", "awk '{print $1}' 4"),
            ("{ n} {nn} {n", "{ n} {nn} {n"), ("", ""), ("{{n}}", "{4}"),
        ])
    func substitution(text: String, expected: String) {
        #expect(CommandParameter.substitute([("n", "4"), ("m", "{n}")], in: text) == expected)
    }

    @Test("Text without braces is never changed")
    func untouched() {
        var generator = SeededGenerator(for: "text without braces")
        for _ in 0..<200 {
            let text = String((0..<20).map { _ in "ab cd\\'\"$}n".randomElement(using: &generator) ?? "a" })
            #expect(CommandParameter.substitute([("n", "4")], in: text) == text)
        }
    }
}
