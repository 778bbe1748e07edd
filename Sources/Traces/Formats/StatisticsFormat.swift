/// What Joulescope's software records of its statistics: `#time,current,voltage,power,charge,energy`, in SI units.
///
/// Charge and energy are counters, each line at the end of what it tells: nothing is lost between two lines, whatever
/// their distance. Source: pyjoulescope_ui, `statistics_record.py`.
enum StatisticsFormat: TraceFormat {
    static let name = "joulescope-statistics"

    static func recognises(_ header: Header) -> Bool {
        header.isComment && ["time", "charge", "energy"].allSatisfy(header.columns.map(\.text).contains)
    }

    static func decoder(for header: Header, _ request: TraceRequest) throws(TraceError) -> any LineDecoder {
        if let voltage = request.voltage {
            throw .voltageTwice(file: header.file, column: "energy", voltage: voltage.value)
        }
        return try CounterDecoder(header)
    }
}

/// Makes samples of the differences of counters.
struct CounterDecoder: LineDecoder {
    /// A line's numbers that matter, in SI units.
    private struct Reading {
        var time, energy, charge: Double
    }

    private let header: Header
    /// The columns' places.
    private let time: Int, energy: Int, charge: Int, power: Int, current: Int
    /// A line's, in the order of the columns.
    private var numbers: [Double]
    private var previous: Reading?
    /// Lines without a reading since then.
    private var missing = 0
    /// Lines at which a counter began anew: how many, and the first.
    private var restarts: (count: Int, first: Int) = (0, 0)

    let columns: [String: String]
    let labels: [String] = []
    let readsHeader = false

    init(_ header: Header) throws(TraceError) {
        self.header = header
        func place(_ name: String) throws(TraceError) -> Int {
            guard let place = try header.only(name, { $0.text == name }) else { throw header.missing(name) }
            return place
        }
        (time, energy, charge) = (try place("time"), try place("energy"), try place("charge"))
        (power, current) = (try place("power"), try place("current"))
        columns = ["time": "time", "energy": "energy", "charge": "charge"]
        numbers = Array(repeating: .nan, count: header.columns.count)
    }

    var warnings: [String] {
        restarts.count == 0
            ? []
            : [
                "\(header.file):\(restarts.first): a counter began anew (times in all: \(restarts.count)); "
                    + "the time before such a line is not covered"
            ]
    }

    mutating func sample(_ line: UnsafeRawBufferPointer, number: Int) throws(TraceError) -> Sample? {
        guard var cursor = FieldCursor(line, delimiter: header.delimiter) else { return nil }
        for place in numbers.indices {
            guard !cursor.isAtEnd else {
                throw .miscounted(file: header.file, line: number, fields: place, columns: numbers.count)
            }
            var rest = cursor
            guard let value = cursor.number() else {
                throw .malformed(
                    file: header.file, line: number, column: header.columns[place].text,
                    text: String(decoding: rest.field(), as: UTF8.self))
            }
            numbers[place] = value
        }
        guard cursor.isAtEnd else {
            throw .miscounted(file: header.file, line: number, fields: numbers.count + 1, columns: numbers.count)
        }
        let reading = Reading(time: numbers[time], energy: numbers[energy], charge: numbers[charge])
        guard !reading.time.isNaN else {
            throw .malformed(file: header.file, line: number, column: header.columns[time].text, text: "")
        }
        // The counters go on, so the next line tells what this one does not.
        guard !reading.energy.isNaN, !reading.charge.isNaN else {
            missing += 1
            return nil
        }
        defer { (previous, missing) = (reading, 0) }
        guard let previous else { return nil }
        guard reading.time > previous.time else {
            throw .notForward(file: header.file, line: number, time: reading.time, previous: previous.time)
        }
        return sample(from: previous, to: reading, number)
    }

    private mutating func sample(from previous: Reading, to reading: Reading, _ number: Int) -> Sample {
        let duration = reading.time - previous.time
        let (energy, charge) = (reading.energy - previous.energy, reading.charge - previous.charge)
        // A supply that takes energy back counts down, but tells so.
        let isRestart = energy < 0 && !(numbers[power] < 0) || charge < 0 && !(numbers[current] < 0)
        if isRestart { restarts = (restarts.count + 1, restarts.count == 0 ? number : restarts.first) }
        var sample = Sample(
            time: previous.time, power: isRestart ? .nan : energy / duration, current: charge / duration)
        sample.end = reading.time
        sample.missing += missing
        return sample
    }
}
