import Basics

#if canImport(System)
    import System
#else
    import SystemPackage
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Lines through a pair of pipes. Reads block: between two epochs of a millisecond there is no time for a scheduler of
/// tasks.
final class PipeTransport: WorkerTransport {
    private let requests: FileDescriptor
    private let answers: FileDescriptor
    private var received: [UInt8] = []
    private var isOpen = true
    /// Whether the worker has closed its end.
    private(set) var hasEnded = false

    /// No answer is longer: the hello of 100,000 cases is not.
    private static let longest = 64 << 20

    /// - Parameters:
    ///   - requests: to write to.
    ///   - answers: to read from.
    init(requests: FileDescriptor, answers: FileDescriptor) {
        self.requests = requests
        self.answers = answers
        // Writing to a worker that has died must fail, not end this process.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        closeRequests()
        try? answers.close()
    }

    /// Tells the worker that nothing follows.
    func closeRequests() {
        guard isOpen else { return }
        isOpen = false
        try? requests.close()
    }

    func send(_ line: String) throws(TransportError) {
        do {
            try requests.writeAll(Array("\(line)\n".utf8))
        } catch {
            throw .ended
        }
    }

    func receive(within seconds: Double) throws(TransportError) -> String {
        let deadline = Clock.seconds() + seconds
        var searched = 0
        while true {
            if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { received.removeSubrange(...end) }
                return String(decoding: received[..<end], as: UTF8.self)
            }
            searched = received.count
            guard searched <= Self.longest else { throw .endless }
            try waitForAnswer(until: deadline)
            received += try readSome()
        }
    }

    /// Reads on until the worker closes its end, and drops what it says.
    func waitForEnd(within seconds: Double) {
        let deadline = Clock.seconds() + seconds
        do {
            while true {
                try waitForAnswer(until: deadline)
                _ = try readSome()
            }
        } catch {
            received = []
        }
    }

    private func waitForAnswer(until deadline: Double) throws(TransportError) {
        while true {
            let left = deadline - Clock.seconds()
            guard left > 0 else { throw .timedOut }
            var waiting = pollfd(fd: answers.rawValue, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(clamping: Int((left * 1000).rounded(.up))))
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw .ended }
        }
    }

    private func readSome() throws(TransportError) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 1 << 16)
        let count = try? block.withUnsafeMutableBytes { try answers.read(into: $0) }
        guard let count, count > 0 else {
            hasEnded = true
            throw .ended
        }
        return Array(block[..<count])
    }
}
