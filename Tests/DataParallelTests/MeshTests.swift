import Compression
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

@testable import DataParallel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Workers over TCP within one process.
@Suite struct MeshTests {
    /// Limits so short that silence is over soon.
    static let limits: TCPLimits = {
        var limits = TCPLimits()
        (limits.step, limits.silence) = (0.2, 0.8)
        return limits
    }()

    /// Runs workers side by side; what each comes to, by rank.
    static func run(
        _ trainings: [ParallelTraining], codec: any GradientCodec, limits: TCPLimits = limits,
        token: @escaping @Sendable (Int) -> RunToken, version: @escaping @Sendable (Int) -> UInt32 = { _ in 1 },
        intrude: @escaping @Sendable ([Int]) async -> Void = { _ in }
    ) async -> [Result<TCPWorkerRecord, any Error>] {
        let rendezvous = Rendezvous(workers: trainings.count)
        return await withTaskGroup(of: (Int, Result<TCPWorkerRecord, any Error>).self) { group in
            for (rank, training) in trainings.enumerated() {
                group.addTask {
                    let worker = TCPWorker(
                        training: training, codec: codec, rank: rank, token: token(rank), limits: limits,
                        version: version(rank))
                    do {
                        let record = try await worker.run(ports: { port in
                            let ports = try await rendezvous.ports(with: port, of: rank)
                            await intrude(ports)
                            return ports
                        })
                        return (rank, .success(record))
                    } catch {
                        return (rank, .failure(error))
                    }
                }
            }
            var results: [Int: Result<TCPWorkerRecord, any Error>] = [:]
            for await (rank, result) in group { results[rank] = result }
            return trainings.indices.compactMap { results[$0] }
        }
    }

    @Test(arguments: [2, 3, 4], ["fp32", "top-k/0.1/feedback", "qsgd/7/bucket-64/elias"])
    func comeToTheSimulatedModel(_ workers: Int, _ name: String) async throws {
        let training = try Small.training(workers: workers)
        let codec = try Codec(name)
        let token = RunToken()
        let results = await Self.run(
            .init(repeating: training, count: workers), codec: codec, token: { _ in token })
        let records = try results.map { try $0.get() }
        let simulated = try SimulatedTraining(training, codec: codec).run()
        let together = try TCPRecord(records)
        #expect(together.record.digest == simulated.digest)
        #expect(together.record.result == simulated.result)
        #expect(together.record.messageBytes == simulated.messageBytes)
        #expect(together.record.meanNonzeros == simulated.meanNonzeros)
        #expect(together.record.isSummable == simulated.isSummable)
        #expect(together.record.points.map(\.loss) == simulated.points.map(\.loss))
        #expect(together.record.points.map(\.residualNorm) == simulated.points.map(\.residualNorm))
        for record in records {
            #expect(record.socket.connections == workers - 1)
            #expect(record.socket.written == record.expectedWritten, "worker \(record.rank)")
            #expect(record.socket.read == record.expectedRead, "worker \(record.rank)")
            let own = simulated.messageBytes(of: record.rank) + 12 * simulated.steps
            #expect(record.socket.written == (workers - 1) * (own + 40))
        }
    }

    #if os(Linux)
        /// The kernel has received on each connection as many bytes as are counted.
        @Test func countsAreTheKernels() async throws {
            let token = RunToken()
            let (rendezvous, end) = (Rendezvous(workers: 2), Rendezvous(workers: 2))
            let message = [UInt8](repeating: 7, count: 300_000)
            try await withThrowingDiscardingTaskGroup { tasks in
                for rank in 0..<2 {
                    tasks.addTask {
                        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
                        let mesh = Mesh(
                            rank: rank, workers: 2, token: token, digest: 1, capacity: message.count,
                            limits: Self.limits, group: group)
                        let listener = try await Listener.open(group, capacity: message.count)
                        let ports = try await rendezvous.ports(with: listener.port, of: rank)
                        try await mesh.run(listener, ports: ports) { mailbox, links in
                            for step in 1...3 {
                                let frame = message.withUnsafeBytes { Frame.message($0, step: step, rank: rank) }
                                try await links[0].channel.writeAndFlush(frame)
                                _ = try await mailbox.allMessages(ofStep: step, within: 5)
                            }
                            let counted = links[0].counter.read
                            #expect(counted == Hello.byteCount + 3 * (Frame.headerByteCount + message.count))
                            #expect(try await Self.receivedByteCount(links[0].channel) == counted)
                            #expect(links[0].counter.written == counted)
                            // Neither closes the connection before the other has asked.
                            _ = try await end.ports(with: 0, of: rank)
                        }
                        try await group.shutdownGracefully()
                    }
                }
            }
        }

        /// `tcpi_bytes_received` of the kernel's `struct tcp_info`, at byte 128.
        private static func receivedByteCount(_ channel: any Channel) async throws -> Int {
            let provider = try #require(channel as? any SocketOptionProvider)
            let info: InlineArray<32, UInt64> = try await provider.unsafeGetSocketOption(
                level: .tcp, name: NIOBSDSocket.Option(rawValue: TCP_INFO)
            ).get()
            return Int(info[16])
        }
    #endif

    @Test func anotherTokenIsAStrangers() async throws {
        let training = try Small.training()
        let tokens = [RunToken(), RunToken()]
        let results = await Self.run([training, training], codec: try Codec("fp32"), token: { tokens[$0] })
        #expect(throws: DataParallelError.lost(rank: 1, awaited: .connection(strangers: 1), cause: .silent(seconds: 1)))
        {
            try results[0].get()
        }
        #expect(throws: DataParallelError.lost(rank: 0, awaited: .connection(strangers: 0), cause: .closed)) {
            do { _ = try results[1].get() } catch DataParallelError.stranger {
                throw DataParallelError.lost(rank: 0, awaited: .connection(strangers: 0), cause: .closed)
            }
        }
    }

    @Test func anotherVersionIsNamedByBoth() async throws {
        let training = try Small.training()
        let token = RunToken()
        let results = await Self.run(
            [training, training], codec: try Codec("fp32"), token: { _ in token }, version: { UInt32($0 + 1) })
        #expect(throws: DataParallelError.otherVersion(rank: 1, expected: 1, found: 2)) { try results[0].get() }
        #expect(throws: DataParallelError.otherVersion(rank: 0, expected: 2, found: 1)) { try results[1].get() }
    }

    @Test func anotherTrainingIsNamedByBoth() async throws {
        let token = RunToken()
        let results = await Self.run(
            [try Small.training(seed: 1), try Small.training(seed: 2)], codec: try Codec("fp32"), token: { _ in token })
        #expect(throws: DataParallelError.otherTraining(rank: 1)) { try results[0].get() }
        #expect(throws: DataParallelError.otherTraining(rank: 0)) { try results[1].get() }
    }

    /// Strangers are turned away, and the training goes on.
    @Test(arguments: ["GET / HTTP/1.1\r\n\r\n", "", "BD", String(repeating: "BDPT", count: 20)])
    func strangersDoNotDisturb(_ words: String) async throws {
        let training = try Small.training()
        let token = RunToken()
        let knocked = Mutex(0)
        let results = await Self.run(
            [training, training], codec: try Codec("fp32"), token: { _ in token },
            intrude: { ports in
                guard
                    knocked.withLock({
                        $0 += 1; return $0 == 1
                    })
                else { return }
                let channel = try? await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .connect(host: "127.0.0.1", port: ports[0]).get()
                try? await channel?.writeAndFlush(ByteBuffer(string: words))
            })
        for result in results { _ = try result.get() }
    }

    /// One that has the token but sends what it must not.
    @Test(arguments: Misconduct.allCases)
    func misconductEndsTheRun(_ misconduct: Misconduct) async throws {
        let training = try Small.training()
        let codec = try Codec("fp32")
        let token = RunToken()
        let rendezvous = Rendezvous(workers: 2)
        let capacity = try codec.encoder(count: training.network.parameterCount, seed: 1).capacity
        async let outcome = thrown(DataParallelError.self) {
            let worker = TCPWorker(training: training, codec: codec, rank: 0, token: token, limits: Self.limits)
            _ = try await worker.run(ports: { try await rendezvous.ports(with: $0, of: 0) })
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let mesh = Mesh(
            rank: 1, workers: 2, token: token, digest: try training.digest(codec: "fp32"), capacity: capacity,
            limits: Self.limits, group: group)
        let listener = try await Listener.open(group, capacity: capacity)
        let seen = await thrown(DataParallelError.self) {
            try await mesh.run(listener, ports: rendezvous.ports(with: listener.port, of: 1)) { mailbox, links in
                _ = try await mailbox.allMessages(ofStep: 1, within: 5)
                try await links[0].channel.writeAndFlush(misconduct.bytes(capacity: capacity))
                if misconduct == .end { try await links[0].channel.close() }
                _ = try await mailbox.allMessages(ofStep: 2, within: 5)
            }
        }
        #expect(await outcome == misconduct.error(capacity: capacity))
        switch misconduct {
        case .tooLong, .otherStep, .otherRank:
            #expect(seen == .lost(rank: 0, awaited: .message(step: 2), cause: .closed), "nothing more is read of it")
        case .half, .noMessage:
            #expect(seen == .lost(rank: 1, awaited: .message(step: 2), cause: .told(by: 0)))
        case .end: #expect(seen != nil)
        }
        try await group.shutdownGracefully()
    }

    enum Misconduct: CaseIterable, Sendable {
        case tooLong, otherStep, otherRank, half, end, noMessage

        func bytes(capacity: Int) -> ByteBuffer {
            var buffer = ByteBuffer()
            func head(_ count: Int, step: UInt32 = 1, rank: UInt32 = 1) {
                buffer.writeMultipleIntegers(UInt32(count), step, rank, endianness: .little)
            }
            switch self {
            case .tooLong: head(capacity + 1)
            case .otherStep: head(16, step: 7)
            case .otherRank: head(16, rank: 0)
            case .half, .end:
                head(100)
                buffer.writeRepeatingByte(1, count: 50)
            case .noMessage:
                head(20)
                buffer.writeRepeatingByte(1, count: 20)
            }
            return buffer
        }

        func error(capacity: Int) -> DataParallelError {
            switch self {
            case .tooLong: .oversized(rank: 1, bytes: capacity + 1, capacity: capacity)
            case .otherStep: .unexpected(rank: 1, step: 1, found: "a message of step 7 by worker 1")
            case .otherRank: .unexpected(rank: 1, step: 1, found: "a message of step 1 by worker 0")
            case .half: .lost(rank: 1, awaited: .message(step: 1), cause: .silent(seconds: 1))
            case .end: .lost(rank: 1, awaited: .message(step: 1), cause: .closed)
            case .noMessage:
                .codec(
                    "fp32", rank: 1, step: 1,
                    reason: "byte 0 of the message: no message begins with 1; ask for it again")
            }
        }
    }

    @Test func otherAddressesAreRefused() throws {
        #expect(throws: DataParallelError.notLoopback("192.168.0.1")) {
            try Loopback.check(SocketAddress(ipAddress: "192.168.0.1", port: 80))
        }
        #expect(throws: DataParallelError.notLoopback("an unknown address")) { try Loopback.check(nil) }
        try Loopback.check(SocketAddress(ipAddress: "127.0.0.1", port: 80))
    }
}
