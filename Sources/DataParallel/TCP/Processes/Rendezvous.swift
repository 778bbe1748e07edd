/// Where workers' ports come together.
actor Rendezvous {
    private var ports: [Int?]
    private var failure: DataParallelError?
    private var waiting: [CheckedContinuation<[Int], any Error>] = []

    init(workers: Int) {
        ports = .init(repeating: nil, count: workers)
    }

    /// Brings the port of a worker.
    /// - Returns: those of all by rank, once they are there.
    /// - Throws: why they cannot come any more.
    func ports(with port: Int, of rank: Int) async throws -> [Int] {
        ports[rank] = port
        if let failure { throw failure }
        let known = ports.compactMap { $0 }
        guard known.count < ports.count else {
            settle { $0.resume(returning: known) }
            return known
        }
        return try await withCheckedThrowingContinuation { waiting.append($0) }
    }

    /// A worker is lost; without effect once all ports are known.
    func fail(_ error: DataParallelError) {
        guard failure == nil else { return }
        failure = error
        settle { $0.resume(throwing: error) }
    }

    /// So much time is over.
    func expire(after seconds: Double) {
        guard let rank = ports.firstIndex(of: nil) else { return }
        fail(.lost(rank: rank, awaited: .port, cause: .silent(seconds: seconds)))
    }

    private func settle(_ resume: (CheckedContinuation<[Int], any Error>) -> Void) {
        waiting.forEach(resume)
        waiting = []
    }
}
