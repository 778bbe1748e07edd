import TestSupport
import Statistics
import Foundation
import Testing

@testable import Report

/// What the reader says of wrong files.
@Suite struct ReadingTests {
    private func error(of text: String) -> ReportError? {
        do {
            _ = try Report(json: Array(text.utf8), file: "run.json")
            return nil
        } catch {
            return error
        }
    }

    private func problem(_ path: String, _ value: String?) throws -> String {
        var document = try JSONTree(ExampleReport.small.json())
        document[path.split(separator: "/").map(String.init)] = try value.map { try JSONTree(Array($0.utf8)) }
        return error(of: document.text)?.description ?? "accepted"
    }

    @Test func structuralErrorsNameThePlaceTheCauseAndTheRemedy() throws {
        #expect(
            try problem("cases/3/metrics/time/interval", "[1]")
                == "run.json: cases[3].metrics.time.interval: an interval has 2 numbers, low and high, not 1; "
                + "correct the value as the JSON Schema describes it")
        #expect(
            try problem("cases/0/metrics/memory.peak/count", "\"1\"")
                == "run.json: cases[0].metrics[\"memory.peak\"].count: a string stands where a whole number belongs; "
                + "write a whole number")
        #expect(
            try problem("cases/0/metrics/time/value", nil)
                == "run.json: cases[0].metrics.time.value: the field is missing; "
                + "add it as the JSON Schema describes it")
        #expect(
            try problem("host/bogomips", "5200")
                == "run.json: host.bogomips: the field is unknown; "
                + "remove it, or read the file with the program that wrote it")
        #expect(
            try problem("findings/0/interval", "null")
                == "run.json: findings[0].interval: null stands for no value; leave the field out")
        #expect(
            try problem("run/launches", "1.5")
                == "run.json: run.launches: the number is not a whole one from -9223372036854775808 to "
                + "9223372036854775807; correct the value as the JSON Schema describes it")
        #expect(
            try problem("comparisons/0/verdict", "\"faster\"")
                == "run.json: comparisons[0].verdict: \"faster\" is none of better, worse, equivalent, undecided; "
                + "correct the value as the JSON Schema describes it")
        #expect(
            try problem("series/0/points/0", "[1,2,3]")
                == "run.json: series[0].points[0]: a point has 2 numbers or, with an interval, 4, not 3; "
                + "correct the value as the JSON Schema describes it")
        #expect(
            try problem("cases/0/parameters/k", "true")
                == "run.json: cases[0].parameters.k: a parameter is a string or a whole number; "
                + "correct the value as the JSON Schema describes it")
        #expect(
            try problem("run/warnings", "{}")
                == "run.json: run.warnings: an object stands where a list belongs; write a list")
    }

    /// What an earlier reader (Foundation's decoder, the text held against the same value written again) said of changes
    /// of the example, one of each kind: users and their scripts know these messages.
    @Test func refusalsReadAsTheyAlwaysDid() throws {
        struct Refusal: Decodable {
            let path: String
            /// What stands at the path instead; nothing where it is taken away.
            let value: String?
            let says: String
        }
        let example = try JSONTree(Array(Data(contentsOf: GoldenTests.file)))
        let refusals = try JSONDecoder().decode(
            [Refusal].self, from: Data(contentsOf: SchemaValidator.fixtures.appending(path: "refusals.json")))
        for refusal in refusals {
            var document = example
            document[refusal.path.split(separator: "/").map(String.init)] = try refusal.value.map {
                try JSONTree(Array($0.utf8))
            }
            var says = "accepted"
            do throws(ReportError) {
                let problems = try Report(json: Array(document.text.utf8), file: "x").validate()
                if !problems.isEmpty { says = "\(ReportError.invalid(file: "x", problems: problems))" }
            } catch {
                says = "\(error)"
            }
            #expect(says == refusal.says, "\(refusal.path): \(refusal.value ?? "removed")")
        }
    }

    /// Codable cannot tell these, and Foundation's decoder reads some of them.
    @Test func numbersOfCountsAreWhole() throws {
        for text in ["1", "1.0", "100e-2", "1E0", "0.1e1"] {
            #expect(try problem("run/launches", text) == "accepted", "\(text)")
        }
        #expect(try problem("run/seed", "18446744073709551615") == "accepted")
        for text in ["1.5", "9223372036854775808", "9007199254740993.0", "1e300"] {
            #expect(
                try problem("run/launches", text).contains("run.launches: the number is not a whole one"), "\(text)")
        }
    }

    @Test func aNameThatOccursTwiceIsRefused() throws {
        let text = try JSONTree(ExampleReport.small.json()).text
        let twice = text.replacingOccurrences(
            of: "\"dirty\":false", with: "\"dirty\":false,\"dirt\\u0079\":true")
        #expect(
            error(of: twice)?.description
                == "run.json: tool.dirty: the name occurs twice in one object; remove one of the two")
    }

    /// Some writers escape slashes; the document is the same.
    @Test func escapesChangeNothing() throws {
        let text = try JSONTree(ExampleReport.small.json()).text.replacingOccurrences(of: "/", with: "\\/")
        #expect(try Report(json: Array(text.utf8), file: "x") == ExampleReport.small)
    }

    @Test func foreignFilesGetOneClearMessage() throws {
        #expect(error(of: " \n") == .notJSON(file: "run.json", reason: .empty))
        #expect(error(of: "\u{0}\u{1}ELF") == .notJSON(file: "run.json", reason: .binary))
        #expect(error(of: "[]")?.description.contains("names no schema") == true)
        #expect(
            error(of: "{\"schema\": \"edge-bench.report/2\"}")?.description
                == "run.json: the document is of schema \"edge-bench.report/2\", not \"edge-bench.report/1\"; "
                + "give a file of that schema")
        #expect(
            error(of: "# A page\n")?.description
                == "run.json: line 1 is no JSON: a value is missing or wrong; give a file that this program wrote"
        )
        let invalid: [UInt8] = [0x7B, 0xFF, 0x7D]
        #expect(throws: ReportError.notJSON(file: "x", reason: .binary)) {
            try Report(json: invalid, file: "x")
        }
    }

    @Test func aFileCutOffAnywhereIsRefused() throws {
        let json = try ExampleReport.small.json()
        var generator = SeededGenerator(for: "truncation")
        for _ in 0..<200 {
            // Without its last brace and line feed a document is not whole.
            let count = Int.random(in: 1..<(json.count - 1), using: &generator)
            let error = error(of: String(decoding: json.prefix(count), as: UTF8.self))
            guard case .notJSON(_, .truncated) = error else {
                Issue.record("cut off after \(count) bytes: \(error?.description ?? "accepted")")
                continue
            }
        }
    }

    /// Foundation's decoder accepts some of these; RFC 8259 accepts none.
    @Test(arguments: [
        "{\"a\":1,}", "[1,]", "\u{FEFF}{}", "{} {}", "{'a':1}", "[01]", "[1.]", "[.5]", "[+1]", "[NaN]",
        "[1e400]",
        "[\"\\ud800\"]", "[\"\\udc00\"]", "[\"\\ud800\\u0041\"]", "[\"\\x\"]", "[\"\\u12g4\"]", "[\"\t\"]", "{\"a\" 1}",
        "{1:2}", "[1 2]", "// note\n{}", "[tru]",
    ])
    func syntaxIsStrict(text: String) {
        guard case .notJSON(_, .unexpected) = error(of: text) else {
            Issue.record("\(text): \(error(of: text)?.description ?? "accepted")")
            return
        }
    }

    @Test func deepNestingIsRefusedBeforeTheStackEnds() {
        let error = error(of: String(repeating: "[", count: 1_000_000))
        #expect(
            error
                == .notJSON(
                    file: "run.json", reason: .unexpected(line: 1, what: "more than 128 nested values")))
    }

    @Test func aFileThatIsNotThereIsAnErrorOfTheSystem() {
        #expect(throws: ReportError.unreadable(file: "/no/such/file", cause: .init(number: 2))) {
            try Report.read("/no/such/file")
        }
        #expect(ReportError.unreadable(file: "x", cause: .init(number: 2)).kind == .inputOutput)
        #expect(ReportError.notJSON(file: "x", reason: .empty).kind == .data)
        #expect(throws: ReportError.self) { try Report.read("/") }
    }
}
