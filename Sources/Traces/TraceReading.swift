import Quantities

/// A file that was read to its end, and the sums that were made of it.
struct TraceReading {
    private let file: String
    private let request: TraceRequest
    private let integrator: Integrator
    /// The last line where it is cut.
    private let cutLine: Int?
    /// What made samples of the lines.
    let decoder: any LineDecoder
    /// The format's name.
    let format: String
    /// The usual time from sample to sample.
    let period: Seconds

    init(_ file: String, _ request: TraceRequest) throws(TraceError) {
        var lines = try LineReader(file)
        guard let header = try Self.header(file, &lines) else { throw .empty(file: file) }
        let format = try TraceFormats.format(for: header, request)
        var decoder = try format.decoder(for: header, request)
        try Self.require(request.windows, in: decoder, file)
        var idleRange: TraceRange?
        if case .range(let range) = request.idle { idleRange = range }
        var timeline = Timeline(format, Integrator(file, request.windows, idle: idleRange))

        func take(_ line: UnsafeRawBufferPointer, _ number: Int) throws(TraceError) {
            guard let sample = try decoder.sample(line, number: number) else { return }
            if let previous = try timeline.add(sample) {
                throw .notForward(file: file, line: number, time: sample.time, previous: previous)
            }
        }
        if decoder.readsHeader {
            try Array(header.text.utf8).withUnsafeBufferPointer { bytes throws(TraceError) in
                try take(UnsafeRawBufferPointer(bytes), header.line)
            }
        }
        while let line = try lines.next() { try take(line, lines.number) }
        guard try timeline.finish(), let period = timeline.period else { throw .noSamples(file: file) }
        cutLine = lines.isCut ? lines.number + 1 : nil
        (self.file, self.request, self.format, self.decoder) = (file, request, format.name, decoder)
        (integrator, self.period) = (timeline.integrator, Seconds(period))
    }

    /// The first line with anything in it.
    private static func header(_ file: String, _ lines: inout LineReader) throws(TraceError) -> Header? {
        while let line = try lines.next() {
            let text = String(decoding: line, as: UTF8.self)
            if !text.allSatisfy(\.isWhitespace) { return Header(file: file, line: lines.number, text: text) }
        }
        return nil
    }

    private static func require(
        _ windows: TraceWindows, in decoder: any LineDecoder, _ file: String
    ) throws(TraceError) {
        switch windows {
        case .digital(let channel):
            guard (0..<8).contains(channel) else { throw .noSuchChannel(channel) }
            if decoder.columns["D0-D7"] == nil, decoder.columns["D\(channel)"] == nil {
                throw .noDigital(file: file, channel: channel, columns: decoder.columns.values.sorted())
            }
        case .marks where decoder.columns["mark"] == nil: throw .noMarks(file: file)
        case .whole, .ranges, .marks: break
        }
    }

    /// The windows that were asked for.
    /// - Throws: ``TraceError/emptyWindow(file:window:)``, and ``TraceError/noWindows(file:what:)``.
    func windows() throws(TraceError) -> [TraceWindow] {
        let hasCurrent = decoder.columns["current"] != nil || decoder.columns["charge"] != nil
        var windows: [TraceWindow] = []
        for sum in integrator.windows {
            windows.append(try TraceWindow(sum, name: name(of: sum), hasCurrent: hasCurrent, file: file))
        }
        if windows.isEmpty { throw .noWindows(file: file, what: request.windows == .marks ? "a mark" : channelText) }
        return windows
    }

    /// The idle power.
    /// - Throws: ``TraceError/emptyWindow(file:window:)`` where its range has no reading.
    func idle() throws(TraceError) -> Watts? {
        switch request.idle {
        case .power(let power): power
        case .range:
            try integrator.idle.map { sum throws(TraceError) in
                try TraceWindow(sum, name: "idle", hasCurrent: false, file: file).meanPower
            }
        case nil: nil
        }
    }

    private var channelText: String {
        if case .digital(let channel) = request.windows { "D\(channel) = 1" } else { "a window" }
    }

    private func name(of sum: WindowSum) -> String {
        switch request.windows {
        case .whole: "whole file"
        case .ranges(let ranges): "\(ranges[sum.number].from) to \(ranges[sum.number].to)"
        case .digital(let channel): "D\(channel) #\(sum.number)"
        case .marks: decoder.labels[sum.number - 1]
        }
    }

    /// What a user should know.
    var warnings: [String] {
        let cut = cutLine.map {
            "\(file):\($0): the last line has no end and is left out; the file was cut off, copy or make it again"
        }
        let place = "of the file lies in a window, whose energy may be part of a call's"
        let ends = [(integrator.beginsInside, "beginning"), (integrator.endsInside, "end")]
        return decoder.warnings + (cut.map { [$0] } ?? [])
            + ends.filter(\.0).map { "\(file): the \($0.1) \(place)" }
    }
}
