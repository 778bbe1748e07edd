import Foundation

/// What a worker process is told first, a line of JSON on its standard input; the second line is the ports of all by
/// rank. It ends when its standard input does.
struct WorkerOrder: Codable, Equatable, Sendable {
    var task: ParallelTask
    var codec: String
    var rank: Int
    var token: RunToken
    var limits: TCPLimits
}

/// What a worker process says, each a line of JSON on its standard output.
enum WorkerReport: Codable, Equatable, Sendable {
    /// It is prepared, and others can connect.
    case listening(port: Int)
    /// It is connected with all others.
    case began
    case finished(TCPWorkerRecord)
    case failed(DataParallelError)
}

/// JSON in one line.
enum Line {
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self) + "\n"
    }

    /// - Throws: ``DataParallelError/nonsense(_:)``.
    static func value<Value: Decodable>(_ line: String, as type: Value.Type = Value.self) throws(DataParallelError)
        -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: Data(line.utf8))
        } catch {
            throw .nonsense(String(line.prefix(80)))
        }
    }
}
