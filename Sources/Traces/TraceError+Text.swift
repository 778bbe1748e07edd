import Basics

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension TraceError: CustomStringConvertible {
    /// Characters of a field that are shown.
    private static let shown = 40

    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .unreadable(let file, let number):
            "\(file) cannot be read: \(String(cString: strerror(number))); check the path and your right to read it"
        case .empty(let file):
            "\(file):1: the file is empty; record the trace again"
        case .noSamples(let file):
            "\(file): there are fewer than two samples; record a longer trace"
        case .lineTooLong(let file, let line, let limit):
            "\(file):\(line): the line is longer than \(limit) bytes; give a trace with a sample a line"
        case .unknownFormat(let file, let line, let known):
            "\(file):\(line): the first line is that of no known format; name one with --format "
                + "(\(known.joined(separator: ", "))), or the columns with --column"
        case .noSuchFormat(let name, let known):
            "--format \(name): there is no such format; "
                + Self.offer(nearestNames(to: name, in: known), of: known)
        case .columnsNotAsked(let format):
            "--column: the format \(format) has columns of its own; leave --column or --format out"
        case .badColumn(let text, let roles):
            "--column \(text): this is not ROLE=NAME[UNIT]; write such as 'current=I main[mA]', with a role of "
                + roles.joined(separator: ", ")
        case .columnTwice(let role):
            "--column \(role)=: the role is given twice; leave one out"
        case .missingColumn(let file, let line, let wanted, let found):
            "\(file):\(line): no column holds \(wanted); export it too, or name it with --column; found: "
                + found.map { "'\($0)'" }.joined(separator: ", ")
        case .ambiguous(let file, let line, let quantity, let columns):
            "\(file):\(line): \(columns.map { "'\($0)'" }.joined(separator: " and ")) could be the \(quantity); "
                + "name all columns with --column"
        case .wrongUnit(let file, let line, let column, let unit, let dimension, let known):
            "\(file):\(line): column '\(column)': '\(unit)' is not its unit of \(dimension); "
                + "name the columns with --column and one of \(known.joined(separator: ", "))"
        case .malformed(let file, let line, let column, let text):
            "\(file):\(line): column '\(column)': "
                + (text.isEmpty ? "nothing stands" : "'\(Self.short(text))' stands")
                + " where a number belongs; correct the line or remove it"
        case .miscounted(let file, let line, let fields, let columns):
            "\(file):\(line): there are \(fields) fields for \(columns) columns; correct the line or remove it"
        case .notForward(let file, let line, let time, let previous):
            "\(file):\(line): the time \(time) s is not after \(previous) s of the line before; "
                + "give each recording a file of its own, sorted by time"
        case .noVoltage(let file):
            "\(file): the file tells a current and no voltage; give the supply's, such as --voltage 3.7V"
        case .voltageTwice(let file, let column, let voltage):
            "--voltage \(voltage)V: \(file) tells what it needs in '\(column)'; leave --voltage out"
        case .badVoltage(let voltage):
            "--voltage \(voltage)V: this is no supply's voltage; give one above 0"
        case .noSuchChannel(let channel):
            "--window D\(channel): there is no such channel; name one from D0 to D7"
        case .noDigital(let file, let channel, let columns):
            "\(file):1: no column holds the channel D\(channel); export the digital channels too, or name it with "
                + "--column; used: \(columns.map { "'\($0)'" }.joined(separator: ", "))"
        case .noMarks(let file):
            "\(file):1: no column holds marks; use --window or --from and --to, or name it with --column mark=NAME"
        case .noWindows(let file, let what):
            "\(file): there is no line with \(what); leave the windows out for the energy of the whole file"
        case .emptyWindow(let file, let window):
            "\(file): no reading covers the window '\(window)'; choose other times, or record the trace again"
        case .tooManyWindows(let file, let limit):
            "\(file): there are more than \(limit) windows; choose a channel or marks that frame calls"
        case .emptyRange(let from, let to):
            "--from \(from)s --to \(to)s: the range is empty; let it end after its beginning"
        case .noCalls(let calls):
            "--calls \(calls): give 1 or more"
        }
    }

    private static func short(_ text: String) -> String {
        text.count > shown ? text.prefix(shown) + "…" : text
    }

    private static func offer(_ near: [String], of known: [String]) -> String {
        near.isEmpty
            ? "known: \(known.joined(separator: ", "))"
            : "did you mean \(near.joined(separator: " or "))? Known: \(known.joined(separator: ", "))"
    }
}
