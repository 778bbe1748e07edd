import RealModule
import Testing

@testable import Statistics

@Suite struct ExpectationTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        var count: Int
        var spikes = 0.0
        var rho = 0.0
        var testDescription: String { "\(count) nights, \(spikes) spikes, AR(1) of \(rho)" }
    }

    /// A history of 1 % noise, and the night after it, which is `factor` times slower.
    private func nights(_ setting: Setting, factor: Double, _ simulation: inout SimulatedSeries) -> ([Double], Double) {
        let scale = 0.01 * (1 - setting.rho * setting.rho).squareRoot()
        let logs = simulation.autoregressive(count: setting.count + 1, rho: setting.rho, noise: .gaussian)
        var values = logs.map { Double.exp(scale * $0) }
        for index in values.indices where simulation.generator.uniform() < setting.spikes {
            values[index] *= 1.05 + 0.45 * simulation.generator.uniform()
        }
        return (values.dropLast(), .exp(scale * logs[setting.count]) * factor)
    }

    /// How often the next night alarms at 1 %, among the histories that expect anything.
    private func alarms(
        _ setting: Setting, factor: Double = 1, repeats: Int = 3000,
        pValue: ([Double], Double) throws -> Double? = { try Expectation(after: $0)?.pValue(of: $1, direction: .lower) }
    ) throws -> Double {
        var simulation = SimulatedSeries(seed: 90, stream: setting.testDescription)
        var (alarms, expected) = (0.0, 0.0)
        for _ in 0..<repeats {
            let (history, next) = nights(setting, factor: factor, &simulation)
            guard let pValue = try pValue(history, next) else { continue }
            expected += 1
            if pValue <= 0.01 { alarms += 1 }
        }
        #expect(expected > 0.98 * Double(repeats))
        return alarms / expected
    }

    /// The standard error over 3000 repeats is 0.2 %.
    @Test(arguments: [
        Setting(count: 5), Setting(count: 12), Setting(count: 60), Setting(count: 12, spikes: 0.03),
        Setting(count: 60, spikes: 0.03), Setting(count: 100, rho: 0.5),
    ])
    func falseAlarmsHoldTheirLevel(_ setting: Setting) throws {
        let found = try alarms(setting)
        #expect((0.004...0.018).contains(found), "\(found)")
    }

    @Test(arguments: [0, 0.03])
    func fivePercentAreFoundAfterTwelveNights(spikes: Double) throws {
        let found = try alarms(Setting(count: 12, spikes: spikes), factor: 1.05, repeats: 1000)
        #expect(found > 0.88, "\(found)")
    }

    /// Seeded bugs: the history's spread taken for known; spikes taken for noise.
    @Test func otherIntervalsAreCaught() throws {
        func normal(_ history: [Double], _ next: Double) -> Double? {
            let logs = history.map { Double.log($0) }
            let mean = logs.reduce(0, +) / Double(logs.count)
            let squares = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return Normal.survival((.log(next) - mean) / (squares / Double(logs.count - 1)).squareRoot())
        }
        #expect(try alarms(Setting(count: 5), pValue: normal) > 0.03)
        #expect(try alarms(Setting(count: 12, spikes: 0.03), factor: 1.05, repeats: 1000, pValue: normal) < 0.85)
    }

    @Test func onlyValuesSinceTheLastChangeCount() throws {
        var simulation = SimulatedSeries(seed: 91, stream: "change")
        let (before, _) = nights(Setting(count: 30), factor: 1, &simulation)
        let (after, _) = nights(Setting(count: 10), factor: 1, &simulation)
        let slower = after.map { 1.2 * $0 }
        let expectation = try #require(try Expectation(after: before + slower))
        #expect(expectation.count == 10 && abs(expectation.value - 1.2) < 0.02)
        #expect(try expectation.pValue(of: 1.2, direction: .lower) > 0.05)
        // Four values are a change, but no history yet.
        #expect(try Expectation(after: before + slower[..<4]) == nil)
        let early = try #require(try Expectation(after: before + slower[..<1]))
        #expect(early.count == 30 && abs(early.value - 1) < 0.02)
    }

    @Test func driftsAreFollowed() throws {
        var simulation = SimulatedSeries(seed: 92, stream: "drift")
        let (still, _) = nights(Setting(count: 200), factor: 1, &simulation)
        let drifting = still.enumerated().map { $0.element * .exp(0.0005 * Double($0.offset)) }
        let expectation = try #require(try Expectation(after: drifting))
        #expect(abs(.log(expectation.value) - 0.1) < 0.01, "\(expectation)")
    }

    @Test func directionTellsWhatIsWorse() throws {
        var simulation = SimulatedSeries(seed: 93, stream: "direction")
        let (history, _) = nights(Setting(count: 20), factor: 1, &simulation)
        let expectation = try #require(try Expectation(after: history))
        let slower = try expectation.pValue(of: 1.05, direction: .lower)
        #expect(slower < 0.01)
        #expect(try close(expectation.pValue(of: 1.05, direction: .higher), 1 - slower))
        let interval = try expectation.interval(confidence: 0.9)
        #expect(try close(expectation.pValue(of: interval.high, direction: .lower), 0.05, relative: 1e-9))
        #expect(try close(expectation.pValue(of: interval.low, direction: .higher), 0.05, relative: 1e-9))
    }

    @Test func exactFiguresAreExpectedExactly() throws {
        let expectation = try #require(try Expectation(after: [Double](repeating: 7, count: 6)))
        let interval = try expectation.interval(confidence: 0.99)
        #expect(close(interval.low, 7) && close(interval.high, 7))
        #expect(try expectation.pValue(of: 8, direction: .lower) == 0)
        #expect(try expectation.pValue(of: 7, direction: .lower) == 1)
        #expect(try expectation.pValue(of: 6, direction: .lower) == 1)
    }

    @Test func tooLittleOrBadIsRefused() throws {
        #expect(try Expectation(after: [1, 1.01, 0.99, 1]) == nil && Expectation(after: []) == nil)
        #expect(throws: StatisticsError.self) { try Expectation(after: [1, 2, 0]) }
        let expectation = try #require(try Expectation(after: [1, 1.01, 0.99, 1, 1.02]))
        #expect(throws: StatisticsError.self) { try expectation.pValue(of: -1, direction: .lower) }
        #expect(throws: StatisticsError.self) { try expectation.interval(confidence: 1) }
    }
}
