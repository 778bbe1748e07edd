#if SQLite
    extension HistoryStore {
        /// Holds the newest night against the history before it.
        /// - Throws: ``HistoryError/unknown(kind:name:nearest:)`` for a host, a suite or a metric that the history lacks.
        public func gate(_ request: GateRequest) throws -> Gate {
            let runs = try runs()
            try require(request.host.map { [$0] } ?? [], among: runs.map(\.host), kind: "host")
            try require(request.suite.map { [$0] } ?? [], among: runs.map(\.suite), kind: "suite")
            guard let night = Night(newestOf: runs, host: request.host, suite: request.suite) else {
                throw HistoryError.empty(file: path)
            }
            var judge = NightJudge(night, request)
            try forEachFollowed(of: request.suite, host: night.host, metrics: request.metrics) { try judge.add($0) }
            return try judge.gate()
        }
    }
#endif
