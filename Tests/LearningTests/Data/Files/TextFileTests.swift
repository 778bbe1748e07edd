import Foundation
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// UCI HAR and CSV, on files that the tests write.
@Suite struct TextFileTests {
    private let folder: MadeUpTree

    init() throws { folder = try MadeUpTree() }

    // MARK: UCI HAR

    private func number(_ value: Float) -> String { String(format: "%.9e", Double(value)) }

    private func table(_ rows: [[Float]]) -> String {
        rows.map { $0.map { "  " + number($0) }.joined() + "\n" }.joined()
    }

    private func windows(_ generator: inout SeededGenerator, count: Int) throws -> [[[Float]]] {
        try folder.write("activity_labels.txt", "1 WALKING\n2 SITTING\n")
        try folder.write("train/y_train.txt", (0..<count).map { "\($0 % 2 + 1)\n" }.joined())
        return try UCIHAR.signals.map { signal in
            let rows = (0..<count).map { _ in (0..<128).map { _ in Float(generator.gaussian()) } }
            try folder.write("train/Inertial Signals/\(signal)_train.txt", table(rows))
            return rows
        }
    }

    @Test func readsWindowsOfNineSignals() throws {
        var generator = SeededGenerator(for: "UCI HAR windows")
        let signals = try windows(&generator, count: 3)
        let examples = try UCIHAR(root: folder.root).windows(.train)
        #expect(examples.shape == ImageShape(height: 128, width: 1, channels: 9))
        #expect(examples.classes == ["WALKING", "SITTING"])
        #expect(examples.labels == [0, 1, 0])
        var wrong = 0
        for (channel, rows) in signals.enumerated() {
            for (window, samples) in rows.enumerated() {
                for (time, value) in samples.enumerated() {
                    wrong += examples.inputs[(window * 128 + time) * 9 + channel] == value ? 0 : 1
                }
            }
        }
        #expect(wrong == 0)
        #expect(
            UCIHAR.signals == [
                "body_acc_x", "body_acc_y", "body_acc_z", "body_gyro_x", "body_gyro_y", "body_gyro_z", "total_acc_x",
                "total_acc_y", "total_acc_z",
            ])
    }

    @Test func readsFeatures() throws {
        var generator = SeededGenerator(for: "UCI HAR features")
        let rows = (0..<4).map { _ in (0..<7).map { _ in Float(generator.gaussian()) } }
        try folder.write("activity_labels.txt", "1 A\r\n2 B\r\n\r\n")
        try folder.write("test/X_test.txt", table(rows) + "\n")
        try folder.write("test/y_test.txt", "2\n1\n1\n2")
        let examples = try UCIHAR(root: folder.root).features(.test)
        #expect(examples.inputs == rows.flatMap { $0 })
        #expect(examples.labels == [1, 0, 0, 1])
        #expect(examples.shape == ImageShape(height: 1, width: 1, channels: 7))
    }

    @Test func refusesPartsThatDoNotBelongTogether() throws {
        var generator = SeededGenerator(for: "UCI HAR errors")
        _ = try windows(&generator, count: 2)
        let set = try UCIHAR(root: folder.root)
        let labels = folder.path("train/y_train.txt")
        let first = folder.path("train/Inertial Signals/body_acc_x_train.txt")
        try folder.write("train/y_train.txt", "1\n2\n1\n")
        #expect(throws: DataError.fileCountsDiffer(file: first, count: 2, other: labels, otherCount: 3)) {
            try set.windows(.train)
        }
        for (text, line) in [("1\n0\n", 2), ("3\n", 1), ("1\n\n2\n", 2), ("1.5\n", 1), ("x\n", 1)] {
            try folder.write("train/y_train.txt", text)
            let error = #expect(throws: DataError.self) { try set.windows(.train) }
            guard case .textInvalid(labels, line, 1, .labelUnknown) = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
        }
        let third = folder.path("train/Inertial Signals/total_acc_z_train.txt")
        try folder.write("train/Inertial Signals/total_acc_z_train.txt", table([[Float](repeating: 1, count: 128)]))
        #expect(throws: DataError.fileCountsDiffer(file: third, count: 1, other: first, otherCount: 2)) {
            try set.windows(.train)
        }
        try folder.write("train/Inertial Signals/total_acc_z_train.txt", table([[Float](repeating: 1, count: 127)]))
        #expect(
            throws: DataError.textInvalid(
                file: third, line: 1, column: 128, cause: .fieldCount(expected: 128, actual: 127))
        ) { try set.windows(.train) }
        #expect(throws: DataError.self) { try set.windows(.test) }
    }

    @Test func namesThePlaceInATable() throws {
        let path = folder.path("table")
        let cases: [(String, Int, Int, TextFault)] = [
            ("1 2\n3 x\n", 2, 2, .notANumber("x")), ("1 2\n3 nan\n", 2, 2, .notFinite("nan")),
            ("1 2\n-inf 3\n", 2, 1, .notFinite("-inf")), ("1 1e99\n", 1, 2, .notFinite("1e99")),
            ("1 2\n3\n", 2, 2, .fieldCount(expected: 2, actual: 1)),
            ("1 2\n\n3 4\n", 2, 1, .fieldCount(expected: 2, actual: 0)),
            ("1 2\n3 4 5\n", 2, 3, .fieldCount(expected: 2, actual: 3)), ("\n\n", 1, 1, .empty), ("", 1, 1, .empty),
        ]
        for (text, line, column, cause) in cases {
            try folder.write("table", text)
            #expect(throws: DataError.textInvalid(file: path, line: line, column: column, cause: cause)) {
                try NumberTable(file: path)
            }
        }
        try folder.write("table", bytes: [0x31, 0x0A, 0xFF, 0xFE, 0x0A])
        #expect(throws: DataError.textInvalid(file: path, line: 2, column: 1, cause: .notUTF8)) {
            try NumberTable(file: path)
        }
        for text in ["1 WALKING\n3 SITTING\n", "1\n", "1 A B\n", ""] {
            try folder.write("activity_labels.txt", text)
            #expect(throws: DataError.self) { try UCIHAR(root: folder.root) }
        }
    }

    // MARK: CSV

    private func csv(_ text: String, header: Bool = true, label: String? = nil, classes: [String]? = nil) throws
        -> Examples
    {
        try Examples(csv: folder.write("set.csv", bytes: text.utf8), header: header, label: label, classes: classes)
    }

    @Test func readsQuotedFieldsAndAnyLabelColumn() throws {
        let text = "\u{FEFF}\"a\",kind, \"b\n"
        #expect(throws: DataError.self) { try csv(text) }
        let examples = try csv("\u{FEFF}\"a, 1\",kind,b\r\n1.5,\"say \"\"x\"\"\",-2e3\r\n\r\n 3 , y,4\r", label: "kind")
        #expect(examples.inputs == [1.5, -2000, 3, 4])
        #expect(examples.classes == ["say \"x\"", "y"])
        #expect(examples.labels == [0, 1])
        let lines = try csv("1,\"two\nlines\"\n2,\"two\nlines\"", header: false)
        #expect(lines.classes == ["two\nlines"])
        let numbered = try csv("10,1,2\n9,3,4\n10,5,6\n", header: false, label: "1")
        #expect(numbered.classes == ["9", "10"])
        #expect(numbered.labels == [1, 0, 1])
        #expect(numbered.inputs == [1, 2, 3, 4, 5, 6])
        #expect(try csv("x,y\n1,b\n2,a\n", classes: ["b", "c", "a"]).labels == [0, 2])
    }

    @Test func readsWhatItsOppositeWrote() throws {
        var generator = SeededGenerator(for: "CSV round trip")
        let letters = ["a", ",", "\"", "\n", "é", "\r\n", "0", " "]
        for _ in 0..<100 {
            let columns = 1 + generator.integer(below: 4)
            let rows = 1 + generator.integer(below: 6)
            let end = generator.integer(below: 2) == 0 ? "\n" : "\r\n"
            var text = ""
            var inputs: [Float] = []
            var labels: [String] = []
            for _ in 0..<rows {
                for _ in 0..<columns {
                    let value = Float(generator.gaussian())
                    inputs.append(value)
                    text += generator.integer(below: 2) == 0 ? "\(value)," : "\"\(value)\","
                }
                let label = (0..<1 + generator.integer(below: 4)).map { _ in letters[generator.integer(below: 8)] }
                    .joined()
                labels.append(label)
                text += "\"\(label.replacing("\"", with: "\"\""))\"" + end
            }
            let examples = try csv(text, header: false)
            #expect(examples.inputs == inputs)
            #expect(examples.labels.map { examples.classes[$0] } == labels)
        }
    }

    @Test func namesThePlaceInACSVFile() throws {
        let path = folder.path("set.csv")
        let cases: [(String, Int, Int, TextFault)] = [
            ("a,b,c\n1,2,x\n1,NaN,x\n", 3, 2, .notFinite("NaN")), ("a,b\ninf,x\n", 2, 1, .notFinite("inf")),
            ("a,b\n1,x\n\"\n\n", 3, 1, .quoteOpen), ("a,b\n1,x\n\n,y\n", 4, 1, .notANumber("")),
            ("a,\"x\ny\"\n1,k\nz,k\n", 4, 1, .notANumber("z")),
            ("a,b\n1\n", 2, 2, .fieldCount(expected: 2, actual: 1)),
            ("a,b\n1,x,2\n", 2, 3, .fieldCount(expected: 2, actual: 3)),
            ("a\n1\n", 1, 2, .fieldCount(expected: 2, actual: 1)), ("a,a\n1,2\n", 1, 2, .columnRepeated("a")),
            ("a,b\n1,x\"y\n", 2, 2, .quoteMisplaced), ("a,b\n1,\"x\"y\n", 2, 2, .quoteMisplaced),
            ("a,b\n", 2, 1, .empty), ("", 1, 1, .empty), ("\r\n\r", 1, 1, .empty),
        ]
        for (text, line, column, cause) in cases {
            #expect(throws: DataError.textInvalid(file: path, line: line, column: column, cause: cause), "\(text)") {
                try csv(text)
            }
        }
        #expect(throws: DataError.columnMissing(file: path, name: "z", columns: ["a", "b"])) {
            try csv("a,b\n1,x\n", label: "z")
        }
        #expect(throws: DataError.textInvalid(file: path, line: 3, column: 2, cause: .labelUnknown("y"))) {
            try csv("a,b\n1,x\n1,y\n", classes: ["x"])
        }
        try folder.write("set.csv", bytes: [0x61, 0x2C, 0xFF, 0x0A])
        #expect(throws: DataError.textInvalid(file: path, line: 1, column: 2, cause: .notUTF8)) {
            try Examples(csv: path)
        }
    }

    /// Whatever the bytes, the answer is examples or an error that names the file.
    @Test func survivesAnyBytes() throws {
        var generator = SeededGenerator(for: "bytes that are no data")
        let bytes = Array("1,2\"\n\r .e-nanx".utf8) + [0, 0xFF, 0x1F, 0x8B, 8, 0x80]
        for _ in 0..<2000 {
            let content = (0..<generator.integer(below: 24)).map { _ in bytes[generator.integer(below: bytes.count)] }
            let path = try folder.write("any", bytes: content)
            let readers: [() throws -> Examples] = [
                { try Examples(csv: path) }, { try Examples(csv: path, header: false) },
                { try Examples(idx: path, labels: path) }, { try Examples(cifar10: [path]) },
                {
                    let table = try NumberTable(file: path)
                    return try Examples(
                        shape: ImageShape(height: 1, width: 1, channels: table.columns), classes: ["a"],
                        inputs: table.values, labels: [Int](repeating: 0, count: table.rows))
                },
            ]
            for read in readers {
                do {
                    _ = try read()
                } catch let error as DataError {
                    #expect("\(error)".contains(path), "\(content)")
                }
            }
        }
    }
}
