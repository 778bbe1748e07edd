import Models

/// The data set "Human Activity Recognition Using Smartphones" as it is unpacked: a folder with `activity_labels.txt`,
/// `train/` and `test/`.
///
/// Source: J. L. Reyes-Ortiz, D. Anguita, A. Ghio, L. Oneto, X. Parra, UCI Machine Learning Repository, 2012,
/// README.txt.
public struct UCIHAR: Sendable {
    /// A part of the data, by different persons.
    public enum Part: String, CaseIterable, Sendable {
        /// The persons to learn from, and those to test with.
        case train, test
    }

    /// The nine signals in the order in which they become channels; in g and radians a second.
    public static let signals = ["body_acc", "body_gyro", "total_acc"].flatMap { kind in
        ["x", "y", "z"].map { "\(kind)_\($0)" }
    }

    /// Names of the activities; the labels in the files count them from 1.
    public let classes: [String]
    private let root: String

    /// - Parameter root: the folder.
    /// - Throws: ``DataError`` where the names of the activities cannot be read.
    public init(root: String) throws(DataError) {
        self.root = root
        let path = "\(root)/activity_labels.txt"
        var classes: [String] = []
        for line in try DataFile(path).lines() {
            let fields = line.split(separator: " ")
            guard fields.count == 2, fields[0] == "\(classes.count + 1)" else {
                throw .textInvalid(file: path, line: classes.count + 1, column: 1, cause: .classInvalid(line))
            }
            classes.append(String(fields[1]))
        }
        guard !classes.isEmpty else { throw .textInvalid(file: path, line: 1, column: 1, cause: .empty) }
        self.classes = classes
    }

    /// The features that the data come with, 561 channels of one element, from `X_train.txt` or `X_test.txt`.
    /// - Throws: ``DataError``
    public func features(_ part: Part) throws(DataError) -> Examples {
        let path = "\(root)/\(part.rawValue)/X_\(part.rawValue).txt"
        let table = try NumberTable(file: path)
        return try Examples(
            shape: ImageShape(height: 1, width: 1, channels: table.columns), classes: classes, inputs: table.values,
            labels: labels(part, count: table.rows, of: path))
    }

    /// The windows of 128 samples at 50 Hz, 128×1×9, from the folder `Inertial Signals`.
    /// - Throws: ``DataError``
    public func windows(_ part: Part) throws(DataError) -> Examples {
        let samples = 128
        let channels = Self.signals.count
        var inputs: [Float] = []
        var rows = 0
        var first = ""
        for (channel, signal) in Self.signals.enumerated() {
            let path = "\(root)/\(part.rawValue)/Inertial Signals/\(signal)_\(part.rawValue).txt"
            let table = try NumberTable(file: path, columns: samples)
            if channel == 0 {
                (rows, first) = (table.rows, path)
                inputs = [Float](repeating: 0, count: table.values.count * channels)
            }
            guard table.rows == rows else {
                throw .fileCountsDiffer(file: path, count: table.rows, other: first, otherCount: rows)
            }
            for (place, value) in table.values.enumerated() { inputs[place * channels + channel] = value }
        }
        return try Examples(
            shape: ImageShape(height: samples, width: 1, channels: channels), classes: classes, inputs: inputs,
            labels: labels(part, count: rows, of: first))
    }

    private func labels(_ part: Part, count: Int, of inputs: String) throws(DataError) -> [Int] {
        let path = "\(root)/\(part.rawValue)/y_\(part.rawValue).txt"
        var labels: [Int] = []
        for line in try DataFile(path).lines() {
            let text = line.filter { $0 != " " }
            guard let number = Int(text), (1...classes.count).contains(number) else {
                throw .textInvalid(file: path, line: labels.count + 1, column: 1, cause: .labelUnknown(text))
            }
            labels.append(number - 1)
        }
        guard labels.count == count else {
            throw .fileCountsDiffer(file: inputs, count: count, other: path, otherCount: labels.count)
        }
        return labels
    }
}
