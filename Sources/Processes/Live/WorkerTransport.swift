/// Lines to and from a worker.
protocol WorkerTransport {
    /// Sends a line at once.
    /// - Throws: ``TransportError/ended``.
    func send(_ line: String) throws(TransportError)
    /// The next line, waited for no longer than `seconds`.
    /// - Throws: ``TransportError``.
    func receive(within seconds: Double) throws(TransportError) -> String
}

/// Why no line goes through.
enum TransportError: Error, Equatable {
    /// The other end is closed.
    case ended
    /// Nothing came in time.
    case timedOut
    /// What came has no end.
    case endless
}
