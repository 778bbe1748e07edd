import RealModule

/// Adaptive windowing from its definition: over a window that is kept as a whole, with the sizes of its buckets beside
/// it, and with mistakes that can be made.
struct PlainADWIN {
    enum Bug: CaseIterable {
        case mergesNewest, mergesEarly, mergesNever
        case testsEachValue, noVariance, noSmallSampleTerm, noLogarithm, keepsRest
    }

    let parameters: ADWINParameters
    var bug: Bug?
    private var window: [Double] = []
    /// Oldest first.
    private var sizes: [Int] = []

    init(_ parameters: ADWINParameters, bug: Bug? = nil) {
        self.parameters = parameters
        self.bug = bug
    }

    func run(_ values: [Double]) -> PlainRun {
        var (copy, run, tick) = (self, PlainRun(), 0)
        for (index, value) in values.enumerated() {
            copy.window.append(value)
            copy.sizes.append(1)
            copy.merge()
            tick += 1
            let isTime = bug == .testsEachValue || tick.isMultiple(of: parameters.clock)
            guard isTime, copy.window.count > parameters.grace_period, copy.hasDifferingParts(&run) else { continue }
            run.alarms.append(index)
            if bug == .keepsRest {
                repeat { copy.window.removeFirst(copy.sizes.removeFirst()) } while copy.hasDifferingParts(&run)
            } else {
                (copy, tick) = (self, 0)
            }
        }
        return run
    }

    private mutating func merge() {
        guard bug != .mergesNever else { return }
        var size = 1
        while let first = sizes.firstIndex(of: size) {
            let count = sizes.count { $0 == size }
            guard count > parameters.max_buckets - (bug == .mergesEarly ? 1 : 0) else { return }
            let place = bug == .mergesNewest ? first + count - 2 : first
            sizes.replaceSubrange(place...place + 1, with: [2 * size])
            size *= 2
        }
    }

    private func hasDifferingParts(_ run: inout PlainRun) -> Bool {
        let count = Double(window.count)
        let total = window.reduce(0, +)
        let mean = total / count
        let variance = bug == .noVariance ? 0 : window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let logarithm = Double.log((bug == .noLogarithm ? 1 : 2 * .log(count)) / parameters.delta)
        let least = Double(parameters.min_window_length)
        var (place, olderTotal) = (0, 0.0)
        for size in sizes {
            olderTotal += window[place..<place + size].reduce(0, +)
            place += size
            let (older, newer) = (Double(place), count - Double(place))
            guard older >= least, newer >= least else { continue }
            let reciprocal = 1 / (older - least + 1) + 1 / (newer - least + 1)
            let correction = bug == .noSmallSampleTerm ? 0 : 2 * logarithm * reciprocal / 3
            let bound = (2 * reciprocal * variance * logarithm).squareRoot() + correction
            if run.exceeds(abs(olderTotal / older - (total - olderTotal) / newer), bound) { return true }
        }
        return false
    }
}
