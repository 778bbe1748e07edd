import Statistics

@testable import Drift

struct PageHinkleyParameters: Decodable {
    let min_instances: Int
    let delta: Double
    let threshold: Double
    let alpha: Double
    let mode: String

    func detector() throws -> PageHinkley {
        try PageHinkley(
            minInstances: min_instances, delta: delta, threshold: threshold, alpha: alpha,
            mode: PageHinkley.Mode(rawValue: mode) ?? .both)
    }

    /// Parameters with which alarms come at times.
    static func random(_ generator: inout SeededGenerator) -> Self {
        let modes = PageHinkley.Mode.allCases
        return Self(
            min_instances: 1 + generator.integer(below: 100), delta: 0.3 * generator.uniform(),
            threshold: 2 + 20 * generator.uniform(), alpha: 1 - 0.02 * generator.uniform(),
            mode: modes[generator.integer(below: modes.count)].rawValue)
    }
}

struct ADWINParameters: Decodable {
    let delta: Double
    let clock: Int
    let max_buckets: Int
    let min_window_length: Int
    let grace_period: Int

    func detector() throws -> ADWIN {
        try ADWIN(
            delta: delta, clock: clock, maxBuckets: max_buckets, minWindowLength: min_window_length,
            gracePeriod: grace_period)
    }

    static func random(_ generator: inout SeededGenerator) -> Self {
        let root = generator.uniform()
        return Self(
            delta: 1e-4 + 0.9 * root * root, clock: 1 + generator.integer(below: 40),
            max_buckets: 2 + generator.integer(below: 9), min_window_length: 1 + generator.integer(below: 20),
            grace_period: generator.integer(below: 60))
    }
}

struct DDMParameters: Decodable {
    let warm_start: Int
    let warning_threshold: Double
    let drift_threshold: Double

    func detector() throws -> DDM {
        try DDM(warmStart: warm_start, warningThreshold: warning_threshold, driftThreshold: drift_threshold)
    }

    static func random(_ generator: inout SeededGenerator) -> Self {
        let warning = 1.1 + 2 * generator.uniform()
        return Self(
            warm_start: generator.integer(below: 100), warning_threshold: warning,
            drift_threshold: warning + 2 * generator.uniform())
    }
}
