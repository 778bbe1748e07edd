#if SQLite
    import Basics

    extension HistoryStore {
        /// Holds the newest night against the history before it.
        /// - Throws: ``HistoryError/unknown(kind:name:nearest:)`` for a host or suite without a run.
        public func gate(_ request: GateRequest) throws -> Gate {
            let runs = try runs()
            try require("host", request.host, among: runs.map(\.host))
            try require("suite", request.suite, among: runs.map(\.suite))
            guard let night = Night(newestOf: runs, host: request.host, suite: request.suite) else {
                throw HistoryError.empty(file: path)
            }
            var judge = NightJudge(night, request)
            try forEachCase(of: request.suite, host: night.host, metrics: request.mayJudge) { try judge.add($0) }
            return try judge.gate()
        }

        private func require(_ kind: String, _ name: String?, among names: [String]) throws {
            guard let name, !names.contains(name) else { return }
            throw HistoryError.unknown(
                kind: kind, name: name, nearest: nearestNames(to: name, in: Set(names).sorted()))
        }
    }
#endif
