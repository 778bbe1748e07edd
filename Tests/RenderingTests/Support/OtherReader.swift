import Foundation
import TestSupport
import Testing

/// Readers of other projects, in Python.
enum OtherReader {
    /// The first Python that has all of `modules`; nil where none has.
    static func python(with modules: String...) -> String? {
        ["python3", "/usr/bin/python3"].first { python in
            (try? Running.run(python, ["-c", modules.map { "import \($0)" }.joined(separator: "; ")]).status) == 0
        }
    }

    /// What `exchange.py` finds in `input`.
    static func read<Found: Decodable>(
        _ type: Found.Type, _ arguments: String..., input: String = "", python: String? = "python3"
    ) throws -> Found {
        let python = try #require(python)
        let script = GoldenTests.fixtures.appending(path: "exchange.py").path
        let answer = try Running.run(python, [script] + arguments, input: input)
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(type, from: Data(answer.output.utf8))
    }
}
