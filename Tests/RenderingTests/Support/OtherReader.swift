import Foundation
import Testing

/// Readers of other projects, in Python.
enum OtherReader {
    /// The first Python that has all of `modules`; nil where none has.
    static func python(with modules: String...) -> String? {
        ["python3", "/usr/bin/python3"].first { python in
            (try? run(python, ["-c", modules.map { "import \($0)" }.joined(separator: "; ")], input: "").status) == 0
        }
    }

    /// What `exchange.py` finds in `input`.
    static func read<Found: Decodable>(
        _ type: Found.Type, _ arguments: String..., input: String = "", python: String? = "python3"
    ) throws -> Found {
        let python = try #require(python)
        let script = GoldenTests.fixtures.appending(path: "exchange.py").path
        let answer = try run(python, [script] + arguments, input: input)
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(type, from: answer.output)
    }

    private static func run(
        _ python: String, _ arguments: [String], input: String
    ) throws -> (status: Int32, output: Data, errors: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "exchange-\(UUID().uuidString)")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python] + arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        let (output, errors) = (Pipe(), FileManager.default.temporaryDirectory.appending(path: UUID().uuidString))
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let found = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, found, try String(contentsOf: errors, encoding: .utf8))
    }
}
