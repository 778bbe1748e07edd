/// A tool's format of traces.
///
/// A new one is a type in a file of its own, and a line in ``TraceFormats/all``.
protocol TraceFormat: SendableMetatype {
    /// What `--format` calls it.
    static var name: String { get }
    /// Whether several readings may share a time: they came in one packet.
    static var sharesTimes: Bool { get }
    /// By how much a step between two samples may exceed the usual ones where none was lost, in s.
    static var slack: Double { get }
    /// Whether a file that begins with this line is of the format.
    static func recognises(_ header: Header) -> Bool
    /// What reads the lines behind the header, or the header too where it is a sample.
    static func decoder(for header: Header, _ request: TraceRequest) throws(TraceError) -> any LineDecoder
}

extension TraceFormat {
    static var sharesTimes: Bool { false }
    static var slack: Double { 0 }
}

/// The formats that can be read.
enum TraceFormats {
    /// In the order in which they are tried on a file's first line.
    static let all: [any TraceFormat.Type] = [
        PPK2Format.self, StatisticsFormat.self, JoulescopeFormat.self, MonsoonFormat.self, PTDaemonFormat.self,
        ColumnsFormat.self,
    ]

    /// The format of the request, or that of the file's first line.
    /// - Throws: ``TraceError/noSuchFormat(_:known:)``, ``TraceError/unknownFormat(file:line:known:)``, and
    ///   ``TraceError/columnsNotAsked(format:)``.
    static func format(for header: Header, _ request: TraceRequest) throws(TraceError) -> any TraceFormat.Type {
        let names = all.map { $0.name }
        guard let name = request.format ?? (request.columns.isEmpty ? nil : ColumnsFormat.name) else {
            if let format = all.first(where: { $0.recognises(header) }) { return format }
            throw .unknownFormat(file: header.file, line: header.line, known: names)
        }
        guard let format = all.first(where: { $0.name == name }) else { throw .noSuchFormat(name, known: names) }
        if !request.columns.isEmpty, format != ColumnsFormat.self { throw .columnsNotAsked(format: name) }
        return format
    }
}

/// Makes samples of lines.
protocol LineDecoder {
    /// Whether the header is a line like the others.
    var readsHeader: Bool { get }
    /// The headings of the columns that are used, by what they mean: `time`, `current`, `power`, `D0-D7`, `D0`, `mark`.
    var columns: [String: String] { get }
    /// The labels of marks, by their numbers less 1.
    var labels: [String] { get }
    /// What a user should know of the lines so far.
    var warnings: [String] { get }
    /// The sample of a line; nil where the line has none.
    mutating func sample(_ line: UnsafeRawBufferPointer, number: Int) throws(TraceError) -> Sample?
}
