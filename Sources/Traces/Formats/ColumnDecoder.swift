import Quantities

/// Reads lines of numbers in columns.
struct ColumnDecoder: LineDecoder {
    private let header: Header
    private let roles: [ColumnPlan.Role]
    /// Where the time stands.
    private let time: Int
    /// In V; NaN where the file tells the voltage or the power.
    private let voltage: Double
    private let hasCurrent: Bool
    /// Whether a column holds the power itself.
    private let hasPower: Bool
    /// The channels of the last line that told them.
    private var bits: UInt8 = 0
    private var marks = MarkLabels()

    let columns: [String: String]
    let warnings: [String]
    let readsHeader = false
    var labels: [String] { marks.labels }

    /// - Throws: ``TraceError`` for a file without a time, or without what makes a power.
    init(_ plan: ColumnPlan, _ header: Header, voltage: Volts?) throws(TraceError) {
        self.header = header
        (roles, columns, warnings) = (plan.roles, plan.used, plan.warnings)
        guard let time = plan.places["time"] else { throw header.missing("a time") }
        self.time = time
        (hasPower, hasCurrent) = (columns["power"] != nil, columns["current"] != nil)
        guard hasPower || hasCurrent else { throw header.missing("a current or a power") }
        let known = columns["power"] ?? columns["voltage"]
        if let known, let voltage { throw .voltageTwice(file: header.file, column: known, voltage: voltage.value) }
        if known == nil, voltage == nil { throw .noVoltage(file: header.file) }
        self.voltage = voltage?.value ?? .nan
    }

    mutating func sample(_ line: UnsafeRawBufferPointer, number: Int) throws(TraceError) -> Sample? {
        guard var cursor = FieldCursor(line, delimiter: header.delimiter) else { return nil }
        var (time, current, power, mark) = (Double.nan, Double.nan, Double.nan, 0)
        var voltage = voltage
        for place in roles.indices {
            if cursor.isAtEnd { throw miscounted(line, number) }
            switch roles[place] {
            case .unused: _ = cursor.field()
            case .time(let factor): time = try self.number(&cursor, factor, place, line, number)
            case .current(let factor): current = try self.number(&cursor, factor, place, line, number)
            case .voltage(let factor): voltage = try self.number(&cursor, factor, place, line, number)
            case .power(let factor): power = try self.number(&cursor, factor, place, line, number)
            case .digit(let channel): set(channel, cursor.field().trimmed.first)
            case .digits: for (channel, digit) in cursor.field().trimmed.prefix(8).enumerated() { set(channel, digit) }
            case .mark: mark = marks.number(of: cursor.field().trimmed)
            }
        }
        // A delimiter at the end makes no field.
        if !cursor.isAtEnd, !cursor.field().isEmpty || !cursor.isAtEnd { throw miscounted(line, number) }
        if time.isNaN { throw malformed(line, number, place: self.time) }
        if !hasPower { power = current * voltage }
        // A reading without one of its parts is missing.
        if hasCurrent, current.isNaN { power = .nan }
        var sample = Sample(time: time, power: power, current: current)
        (sample.bits, sample.mark) = (bits, mark)
        return sample
    }

    /// The next field's number in SI units.
    @inline(__always) private func number(
        _ cursor: inout FieldCursor, _ factor: Double, _ place: Int, _ line: UnsafeRawBufferPointer, _ number: Int
    ) throws(TraceError) -> Double {
        guard let value = cursor.number() else { throw malformed(line, number, place: place) }
        return value * factor
    }

    /// What is neither 0 nor 1, such as the X of a channel that was both, leaves a channel as it was.
    private mutating func set(_ channel: Int, _ digit: UInt8?) {
        switch digit {
        case UInt8(ascii: "0"): bits &= ~(1 << UInt8(channel))
        case UInt8(ascii: "1"): bits |= 1 << UInt8(channel)
        default: break
        }
    }

    private func fields(_ line: UnsafeRawBufferPointer) -> [String] {
        line.split(separator: header.delimiter, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private func malformed(_ line: UnsafeRawBufferPointer, _ number: Int, place: Int) -> TraceError {
        let fields = fields(line)
        return .malformed(
            file: header.file, line: number, column: header.columns[place].text,
            text: fields.indices.contains(place) ? fields[place] : "")
    }

    private func miscounted(_ line: UnsafeRawBufferPointer, _ number: Int) -> TraceError {
        .miscounted(file: header.file, line: number, fields: fields(line).count, columns: roles.count)
    }
}
