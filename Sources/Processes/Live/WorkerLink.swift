/// The conductor's side of a worker: requests as functions, and every way they can fail as an error that names the build.
struct WorkerLink {
    let side: LiveSide
    let transport: any WorkerTransport
    let patience: Patience

    /// How long an answer may take, in seconds.
    struct Patience {
        /// Start of the program, and reading of the suite's definition.
        var hello = 60.0
        /// Of a group, whose oracles may be slow.
        var prepare = 900.0
        /// Of an epoch beyond what calibration expects: the machine may be asleep for a while.
        var epoch = 60.0
        /// Of the end after the last request.
        var end = 5.0
    }

    init(side: LiveSide, transport: any WorkerTransport, patience: Patience = Patience()) {
        self.side = side
        self.transport = transport
        self.patience = patience
    }

    /// What the worker is.
    /// - Throws: ``LiveError``.
    func hello() throws(LiveError) -> WorkerHello {
        let hello: WorkerHello
        do throws(LiveError) {
            hello = try receive("hello", within: patience.hello) {
                if case .hello(let hello) = $0 { hello } else { nil }
            }
        } catch {
            // A build that has no workers says so on standard error and ends.
            if case .ended = error { throw .lacksProtocol(side, said: "") }
            throw error
        }
        guard hello.protocol == WorkerProtocol.name else { throw .otherProtocol(side, speaks: hello.protocol) }
        return hello
    }

    /// The cases of a group.
    /// - Throws: ``LiveError``.
    func prepare(_ group: String) throws(LiveError) -> [PreparedAnswer] {
        try ask(.prepare(group: group), within: patience.prepare) {
            if case .prepared(let cases) = $0 { cases } else { nil }
        }
    }

    /// Seconds a call over one epoch.
    /// - Parameter expected: seconds that the epoch should take.
    /// - Throws: ``LiveError``.
    func epoch(_ index: Int, iterations: Int, expected: Double) throws(LiveError) -> Double {
        let nanoseconds = try ask(
            .epoch(index: index, iterations: iterations), within: patience.epoch + 10 * expected
        ) {
            if case .epoch(let nanoseconds) = $0 { nanoseconds } else { nil }
        }
        return max(Double(nanoseconds), 1) * 1e-9 / Double(iterations)
    }

    /// Has the group's cases prepared anew, in other memory.
    /// - Throws: ``LiveError``.
    func place() throws(LiveError) {
        _ = try ask(.place, within: patience.prepare) { if case .placed(let count) = $0 { count } else { nil } }
    }

    /// Lets the group go.
    /// - Returns: the cases of which a call failed, with the reason.
    /// - Throws: ``LiveError``.
    func release() throws(LiveError) -> [String: String] {
        try ask(.release, within: patience.epoch) { if case .released(let failures) = $0 { failures } else { nil } }
    }

    /// - Parameter pick: what is wanted of the answer; nil where it is one to another request.
    private func ask<Value>(
        _ request: WorkerRequest, within seconds: Double, _ pick: (WorkerAnswer) -> Value?
    ) throws(LiveError) -> Value {
        do {
            try transport.send(request.line)
        } catch {
            throw .ended(side, request: request.line, said: "")
        }
        return try receive(request.line, within: seconds, pick)
    }

    private func receive<Value>(
        _ request: String, within seconds: Double, _ pick: (WorkerAnswer) -> Value?
    ) throws(LiveError) -> Value {
        let line: String
        do throws(TransportError) {
            line = try transport.receive(within: seconds)
        } catch {
            switch error {
            case .ended: throw .ended(side, request: request, said: "")
            case .timedOut: throw .hung(side, request: request, seconds: seconds)
            case .endless: throw .nonsense(side, request: request, answer: "a line without an end")
            }
        }
        let answer = WorkerAnswer(line: line)
        if case .refused(let reason) = answer { throw .refused(side, request: request, reason: reason) }
        guard let value = answer.flatMap(pick) else {
            throw .nonsense(side, request: request, answer: "'\(line.prefix(80))'")
        }
        return value
    }
}
