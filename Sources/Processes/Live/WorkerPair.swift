import Basics
import Measurement
import RealModule
import Statistics

/// One worker of each build, taken through the groups together.
struct WorkerPair {
    let base: WorkerLink
    let head: WorkerLink
    let settings: LiveSettings

    /// What a pair says of its cases.
    struct Outcome {
        /// By case id.
        var ratios: [String: Ratio] = [:]
        var dropped: [LiveComparison.Dropped] = []
    }

    /// What a pair says of a case.
    struct Ratio: Equatable {
        /// Median over the rounds of log(head ÷ base).
        var logRatio: Double
        /// Median seconds a call.
        var base: Double
        var head: Double
    }

    /// A case with its places in both workers.
    private struct Both {
        let id: String
        let places: (base: Int, head: Int)
        /// What a call takes: between the two.
        let seconds: Double
        let iterations: Int
        var times: (base: [Double], head: [Double]) = ([], [])
    }

    /// Takes the pair through the groups in a random order.
    /// - Parameters:
    ///   - groups: names and the ids to measure in each.
    ///   - stop: asked between rounds; true gives the pair up.
    ///   - progress: told how many groups are finished.
    /// - Returns: nil where it was given up.
    /// - Throws: ``LiveError``.
    func measure(
        _ groups: [WorkerHello.Group], using generator: inout SeededGenerator, stop: () -> Bool,
        progress: (Int) -> Void
    ) throws(LiveError) -> Outcome? {
        var outcome = Outcome()
        var order = groups
        generator.shuffle(&order)
        for (finished, group) in order.enumerated() {
            progress(finished)
            guard try measure(group, using: &generator, stop: stop, into: &outcome) else { return nil }
        }
        return outcome
    }

    private func measure(
        _ group: WorkerHello.Group, using generator: inout SeededGenerator, stop: () -> Bool,
        into outcome: inout Outcome
    ) throws(LiveError) -> Bool {
        var cases = try prepare(group, using: &generator, into: &outcome)
        var order = Array(cases.indices)
        var roundsInPlace = 0
        var sincePlaced = 0
        for _ in 0..<settings.rounds {
            if stop() { return false }
            if sincePlaced >= roundsInPlace {
                roundsInPlace = try place(cases.count)
                sincePlaced = 0
            }
            sincePlaced += 1
            generator.shuffle(&order)
            let stretch = Epoch.stretch(using: &generator)
            for index in order {
                try measure(&cases[index], stretch: stretch, baseFirst: generator.integer(below: 2) == 0)
            }
        }
        let failures = (base: try base.release(), head: try head.release())
        for entry in cases {
            if let reason = failures.base[entry.id] {
                outcome.dropped.append(.init(id: entry.id, role: .base, reason: reason, isFailure: true))
            } else if let reason = failures.head[entry.id] {
                outcome.dropped.append(.init(id: entry.id, role: .head, reason: reason, isFailure: true))
            } else {
                outcome.ratios[entry.id] = Ratio(base: entry.times.base, head: entry.times.head)
            }
        }
        return true
    }

    /// Gives the cases other memory in both workers.
    /// - Returns: the rounds until that is worth its time again.
    private func place(_ cases: Int) throws(LiveError) -> Int {
        let start = Clock.seconds()
        try base.place()
        try head.place()
        let round = 2 * LiveSettings.epochSeconds * Double(max(1, cases))
        return max(LiveSettings.roundsInPlace, Int(((Clock.seconds() - start) / round).rounded(.up)))
    }

    /// One epoch in each worker, one right after the other.
    private func measure(_ entry: inout Both, stretch: Double, baseFirst: Bool) throws(LiveError) {
        let count = Epoch.iterations(entry.iterations, stretchedBy: stretch)
        let expected = entry.seconds * Double(count)
        func time(_ link: WorkerLink, _ place: Int) throws(LiveError) -> Double {
            try link.epoch(place, iterations: count, expected: expected)
        }
        if baseFirst { entry.times.base.append(try time(base, entry.places.base)) }
        entry.times.head.append(try time(head, entry.places.head))
        if !baseFirst { entry.times.base.append(try time(base, entry.places.base)) }
    }

    /// Prepares the group in both, in a random order, and keeps what both are ready for.
    private func prepare(
        _ group: WorkerHello.Group, using generator: inout SeededGenerator, into outcome: inout Outcome
    ) throws(LiveError) -> [Both] {
        let baseFirst = generator.integer(below: 2) == 0
        let early = baseFirst ? try base.prepare(group.name) : nil
        let heads = try head.prepare(group.name)
        let bases = if let early { early } else { try base.prepare(group.name) }

        var both: [Both] = []
        for id in group.cases {
            guard let base = bases.firstIndex(where: { $0.id == id }) else {
                outcome.dropped.append(.unanswered(id, .base))
                continue
            }
            guard let head = heads.firstIndex(where: { $0.id == id }) else {
                outcome.dropped.append(.unanswered(id, .head))
                continue
            }
            if let dropped = dropped(bases[base], .base) ?? dropped(heads[head], .head) {
                outcome.dropped.append(dropped)
            } else if let ours = bases[base].seconds, let theirs = heads[head].seconds {
                let seconds = (ours * theirs).squareRoot()
                let iterations = max(1, Int((LiveSettings.epochSeconds / seconds).rounded()))
                both.append(Both(id: id, places: (base, head), seconds: seconds, iterations: iterations))
            }
        }
        return both
    }

    private func dropped(_ answer: PreparedAnswer, _ role: LiveSide.Role) -> LiveComparison.Dropped? {
        if let reason = answer.failed { return .init(id: answer.id, role: role, reason: reason, isFailure: true) }
        guard answer.seconds == nil else { return nil }
        return .init(id: answer.id, role: role, reason: answer.unavailable ?? "no reason given", isFailure: false)
    }
}

extension LiveComparison.Dropped {
    /// A case that a worker announced and then did not prepare.
    fileprivate static func unanswered(_ id: String, _ role: LiveSide.Role) -> Self {
        .init(id: id, role: role, reason: "its worker announced it and did not prepare it", isFailure: false)
    }
}

extension WorkerPair.Ratio {
    /// The medians of equally many rounds of both; nil for none.
    init?(base: [Double], head: [Double]) {
        guard let ratios = try? SortedSamples(zip(head, base).map { Double.log($0 / $1) }),
            let bases = try? SortedSamples(base), let heads = try? SortedSamples(head)
        else { return nil }
        self.init(logRatio: ratios.median, base: bases.median, head: heads.median)
    }
}
