/// Why a trace gives no energy.
public enum TraceError: Error, Equatable, Sendable {
    /// The system refuses to read the file; `number` is its error number.
    case unreadable(file: String, number: Int32)
    /// The file has no line.
    case empty(file: String)
    /// The file has no sample, or one whose duration nothing tells.
    case noSamples(file: String)
    /// A line is longer than any trace's.
    case lineTooLong(file: String, line: Int, limit: Int)
    /// No format begins with such a line.
    case unknownFormat(file: String, line: Int, known: [String])
    /// No format has the name.
    case noSuchFormat(String, known: [String])
    /// Columns are named for a format that has its own.
    case columnsNotAsked(format: String)
    /// A text is no meaning of a column.
    case badColumn(String, roles: [String])
    /// Two columns are given the same meaning.
    case columnTwice(role: String)
    /// A column is not in the file.
    case missingColumn(file: String, line: Int, wanted: String, found: [String])
    /// Several columns could be meant.
    case ambiguous(file: String, line: Int, quantity: String, columns: [String])
    /// A column's unit is not one of what it has to hold, or not the one that the user says.
    case wrongUnit(file: String, line: Int, column: String, unit: String, dimension: String, known: [String])
    /// A field holds no number, or nothing where there has to be one.
    case malformed(file: String, line: Int, column: String, text: String)
    /// A line has other fields than the heading has columns.
    case miscounted(file: String, line: Int, fields: Int, columns: Int)
    /// A time, in s, is not after the one before.
    case notForward(file: String, line: Int, time: Double, previous: Double)
    /// The file tells a current, and nobody the voltage.
    case noVoltage(file: String)
    /// The file tells the voltage or the power, and the user another voltage, in V.
    case voltageTwice(file: String, column: String, voltage: Double)
    /// The supply's voltage, in V, is none.
    case badVoltage(Double)
    /// There is no such digital channel anywhere.
    case noSuchChannel(Int)
    /// The file has no column for a digital channel.
    case noDigital(file: String, channel: Int, columns: [String])
    /// The file has no column of marks.
    case noMarks(file: String)
    /// Nothing frames a window.
    case noWindows(file: String, what: String)
    /// No reading covers any of a window.
    case emptyWindow(file: String, window: String)
    /// More windows than anybody would frame.
    case tooManyWindows(file: String, limit: Int)
    /// A range, in s, that ends before it begins.
    case emptyRange(from: Double, to: Double)
    /// Less than one call a window.
    case noCalls(Int)

    /// Which of the families of errors this is; the command line gives each its exit code.
    public enum Kind: Sendable {
        /// The words on the command line are wrong (64).
        case usage
        /// The data is wrong (65).
        case data
        /// The system refused (74).
        case inputOutput
    }

    /// Whether the words, the data or the system are to blame.
    public var kind: Kind {
        switch self {
        case .unreadable: .inputOutput
        case .noSuchFormat, .columnsNotAsked, .badColumn, .columnTwice, .noVoltage, .voltageTwice, .badVoltage,
            .noSuchChannel,
            .emptyRange, .noCalls:
            .usage
        case .empty, .noSamples, .lineTooLong, .unknownFormat, .missingColumn, .ambiguous, .wrongUnit, .malformed,
            .miscounted, .notForward, .noDigital, .noMarks, .noWindows, .emptyWindow, .tooManyWindows:
            .data
        }
    }
}
