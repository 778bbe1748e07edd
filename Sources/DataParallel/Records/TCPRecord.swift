/// Bytes of a worker's sockets, counted where they come and go.
public struct SocketBytes: Codable, Sendable, Equatable {
    /// Bytes that went to the sockets and came from them, hellos included.
    public var written, read: Int
    /// Connections: one with each other worker.
    public var connections: Int

    /// Bytes of the hellos in each direction.
    public var helloBytes: Int { connections * Hello.byteCount }

    /// Bytes before each message.
    public static let framingByteCount = Frame.headerByteCount
}

/// What a worker over TCP comes to.
public struct TCPWorkerRecord: Codable, Sendable, Equatable {
    /// The worker's.
    public var rank: Int
    /// Its own view: times, losses and what it carries over are its own, messages those of all.
    public var record: ParallelRecord
    /// What its sockets moved.
    public var socket: SocketBytes

    /// Bytes that must have been written: its messages and their framing to all others, and the hellos.
    public var expectedWritten: Int { socket.helloBytes + socket.connections * framed(rank) }

    /// Bytes that must have been read: the others' messages and their framing, and the hellos.
    public var expectedRead: Int {
        (0..<record.workers).reduce(socket.helloBytes) { $0 + ($1 == rank ? 0 : framed($1)) }
    }

    private func framed(_ rank: Int) -> Int {
        record.messageBytes(of: rank) + record.steps * SocketBytes.framingByteCount
    }
}

/// What became of a training over TCP.
public struct TCPRecord: Codable, Sendable, Equatable {
    /// Of all workers together; its model and messages are those of a simulated training, bit by bit. Test results on
    /// the way are that one's to tell.
    public var record: ParallelRecord
    /// By rank.
    public var workers: [TCPWorkerRecord]

    /// - Parameter workers: by rank, at least one. What is typical of all is the mean of what is of each.
    /// - Throws: ``DataParallelError/replicasDiffer(_:)``.
    init(_ workers: [TCPWorkerRecord]) throws(DataParallelError) {
        let records = workers.map(\.record)
        guard Set(records.map(\.digest)).count == 1 else { throw .replicasDiffer(records.map(\.digest)) }
        var all = records[0]
        all.median = records.dropFirst().reduce(all.median) { $0.with($1.median, max) }
        all.total = records.dropFirst().reduce(all.total) { $0.with($1.total, max) }
        all.typical = records.dropFirst().reduce(all.typical) { $0.with($1.typical, +) }
        let share = 1 / Double(records.count)
        all.typical = all.typical.with(all.typical) { sum, _ in share * sum }
        for index in all.points.indices {
            let points = records.map { $0.points[index] }
            all.points[index].loss = points.reduce(0) { $0 + $1.loss } / Double(points.count)
            all.points[index].seconds = points.dropFirst().reduce(points[0].seconds) { $0.with($1.seconds, max) }
            let norms = points.compactMap(\.residualNorm)
            all.points[index].residualNorm =
                norms.count == points.count ? norms.reduce(0, +) / Double(norms.count) : nil
        }
        record = all
        self.workers = workers
    }
}
