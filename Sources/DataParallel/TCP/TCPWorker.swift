import Compression
import NIOCore
import NIOPosix

/// One of the workers that train together over TCP on this machine.
struct TCPWorker: Sendable {
    let training: ParallelTraining
    let codec: any GradientCodec
    let rank: Int
    let token: RunToken
    let limits: TCPLimits
    var version = Hello.currentVersion

    /// Trains to the end.
    /// - Parameters:
    ///   - ports: given this worker's port, those of all by rank.
    ///   - began: called when all are connected.
    /// - Throws: ``DataParallelError`` or what the rooms below throw.
    func run(ports: (Int) async throws -> [Int], began: () -> Void = {}) async throws -> TCPWorkerRecord {
        try training.check()
        let replica = try Replica(training)
        let writer = try MessageWriter(
            codec, count: replica.gradientCount, rank: rank, seed: training.codecSeed(rank: rank))
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let listener = try await Listener.open(group, capacity: writer.encoder.capacity)
            let mesh = Mesh(
                rank: rank, workers: training.workers, token: token, digest: try training.digest(codec: codec.name),
                capacity: writer.encoder.capacity, limits: limits, version: version, group: group)
            let (course, socket) = try await mesh.run(listener, ports: ports(listener.port)) { mailbox, links in
                began()
                var exchange = Exchange(rank: rank, mailbox: mailbox, links: links, limits: limits)
                let course = try await train(replica, writer, &exchange)
                return (course, exchange.moved)
            }
            try await group.shutdownGracefully()
            return TCPWorkerRecord(
                rank: rank, record: try ParallelRecord(course, of: training, replica, writer), socket: socket)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private func train(_ replica: Replica, _ writer: MessageWriter, _ exchange: inout Exchange) async throws -> Course {
        let gradient = FloatMemory(count: replica.gradientCount)
        let mean = try MeanGradient(count: replica.gradientCount)
        var order = try StepOrder(training)
        var course = Course(training)
        for step in 1...training.steps {
            order.next()
            replica.load(order.part(of: rank))
            var clock = PhaseClock()
            let loss = try replica.gradient(into: gradient.start)
            clock.end(\.compute)
            try writer.write(gradient.start, step: step)
            clock.end(\.encode)
            let others = try await exchange.exchange(writer.message, step: step)
            clock.end(\.transfer)
            try each(writer.message, others) { rank, message in
                do throws(CompressionError) {
                    try mean.add(message, rank: rank)
                } catch {
                    throw DataParallelError.codec(codec.name, rank: rank, step: step, reason: "\(error)")
                }
            }
            mean.divide(by: training.workers)
            clock.end(\.decode)
            replica.apply(mean.mean, rate: training.schedule.rate(iteration: step))
            clock.end(\.update)
            course.add(worker: clock.seconds)
            course.add(clock.seconds, nonzeros: mean.nonzeroCount)
            let form = SummableForm(writer.message)
            try each(writer.message, others) { course.add($1, of: $0, like: form) }
            guard training.isPoint(step) else { continue }
            course.point(step: step, loss: loss, result: nil, residualNorm: writer.residualNorm)
        }
        try await exchange.drain(step: training.steps)
        return course
    }

    /// All messages of a step in the order of the workers.
    private func each(
        _ own: UnsafeRawBufferPointer, _ others: [ByteBuffer], _ body: (Int, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        for (place, message) in others.enumerated() {
            if place == rank { try body(rank, own) }
            try message.withUnsafeReadableBytes { try body(place < rank ? place : place + 1, $0) }
        }
        if rank == others.count { try body(rank, own) }
    }
}
