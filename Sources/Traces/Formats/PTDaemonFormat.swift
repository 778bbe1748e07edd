/// The log of SPEC's power daemon: `Time,22-01-2021 15:05:14.313,Watts,22.97,Volts,…,Amps,…,PF,…,Mark,label`.
///
/// Only the power is taken of it. The current of an alternating voltage carries no charge.
///
/// Behind the mark may follow the channels one by one, whose sum the power is. Lines of notices and errors stand
/// between the readings. Times begin at 0 with the first reading. Source: mlcommons/power-dev, `ptd_client_server`.
enum PTDaemonFormat: TraceFormat {
    static let name = "ptdaemon"

    static func recognises(_ header: Header) -> Bool {
        header.columns.first?.text == "Time" && header.columns.count > 2 && header.columns[1].text.contains(":")
    }

    static func decoder(for header: Header, _ request: TraceRequest) throws(TraceError) -> any LineDecoder {
        if let voltage = request.voltage {
            throw .voltageTwice(file: header.file, column: "Watts", voltage: voltage.value)
        }
        return PTDaemonDecoder(file: header.file, readsMarks: request.windows == .marks)
    }
}

/// Reads the lines of the power daemon.
struct PTDaemonDecoder: LineDecoder {
    /// What the daemon calls no mark.
    private static let noMark = Array("notset".utf8)
    private static let comma = UInt8(ascii: ",")

    private let file: String
    /// Labels are kept; a log may have any number of them.
    private let readsMarks: Bool
    private var clock = LogClock()
    private var marks = MarkLabels()
    /// Lines without a reading: how many, and the first.
    private var others: (count: Int, first: Int) = (0, 0)

    let readsHeader = true
    let columns = ["time": "Time", "power": "Watts", "mark": "Mark"]
    var labels: [String] { marks.labels }

    init(file: String, readsMarks: Bool) {
        (self.file, self.readsMarks) = (file, readsMarks)
    }

    var warnings: [String] {
        others.count == 0
            ? []
            : [
                "\(file):\(others.first): no reading (such lines in all: \(others.count)); "
                    + "see there what the daemon says"
            ]
    }

    mutating func sample(_ line: UnsafeRawBufferPointer, number: Int) throws(TraceError) -> Sample? {
        guard var cursor = FieldCursor(line, delimiter: Self.comma) else { return nil }
        let (key, moment, quantity) = (cursor.field(), cursor.field(), cursor.field())
        guard key.elementsEqual("Time".utf8), quantity.elementsEqual("Watts".utf8) else {
            others = (others.count + 1, others.count == 0 ? number : others.first)
            return nil
        }
        guard let time = clock.seconds(moment) else { throw malformed(number, "Time", moment) }
        let text = cursor
        guard !cursor.isAtEnd, let power = cursor.number() else {
            var text = text
            throw malformed(number, "Watts", text.field())
        }
        var sample = Sample(time: time, power: power, current: .nan)
        while readsMarks, !cursor.isAtEnd {
            let (key, value) = (cursor.field(), cursor.field())
            guard key.elementsEqual("Mark".utf8) else { continue }
            sample.mark = value.elementsEqual(Self.noMark) ? 0 : marks.number(of: value)
            break
        }
        return sample
    }

    private func malformed(_ line: Int, _ column: String, _ text: UnsafeRawBufferPointer) -> TraceError {
        .malformed(file: file, line: line, column: column, text: String(decoding: text, as: UTF8.self))
    }
}
