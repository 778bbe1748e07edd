import RealModule
import Testing

@testable import Statistics

@Suite struct TrendTests {
    /// What a way to find changes makes of 1,000 histories.
    private struct Score {
        var steps = 0
        var found = 0
        var wrong = 0
        var values = 0

        init(rho: Double = 0, seed: UInt64, _ find: ([Double]) throws -> [Int]) rethrows {
            for history in SyntheticHistory.many(1000, rho: rho, seed: seed) {
                let score = history.score(try find(history.values))
                steps += history.steps.count
                found += score.found
                wrong += score.wrong
                values += history.values.count
            }
        }

        var power: Double { Double(found) / Double(steps) }
        var wrongPerThousand: Double { 1000 * Double(wrong) / Double(values) }
    }

    private func changes(_ values: [Double]) throws -> [Int] {
        try Trend.find(in: values).changes.map(\.index)
    }

    @Test(arguments: [1, 2] as [UInt64])
    func stepsAreFoundAndLittleElse(seed: UInt64) throws {
        let score = try Score(seed: seed, changes)
        #expect(score.steps > 1000 && score.values > 200_000)
        #expect(score.power >= 0.95, "\(score)")
        #expect(score.wrongPerThousand <= 0.2, "\(score)")
    }

    /// Nights that follow each other are alike. Some steps are hidden by that, but few others are seen.
    @Test(arguments: [0.5, 0.8])
    func alikeNightsAreNoSteps(rho: Double) throws {
        let score = try Score(rho: rho, seed: 3, changes)
        #expect(score.wrongPerThousand <= 0.5, "\(score)")
    }

    /// What the parts are for: without them one of the bounds is missed.
    @Test func leavingOutAPartIsCaught() throws {
        func find(
            despike: Bool = true, select: Bool = true, in values: [Double]
        ) throws -> [Int] {
            let logs = try logarithms(of: values, named: "test")
            let noise = SeriesNoise.deviation(of: logs)
            let sums = SeriesSums(despike ? Despiked(logs, noise: noise).values : logs)
            let candidates = StepCandidates.find(in: sums, noise: noise, least: 3)
            let selection = StepSelection(sums: sums, inflation: 1, smallest: 0.01, least: 3, alpha: 0.001)
            return select ? selection.select(from: candidates).map(\.index) : candidates
        }
        #expect(try Score(seed: 1) { try find(in: $0) }.wrongPerThousand <= 0.2)
        #expect(try Score(seed: 1) { try find(despike: false, in: $0) }.wrongPerThousand > 1)
        #expect(try Score(seed: 1) { try find(select: false, in: $0) }.wrongPerThousand > 1)
        #expect(try Score(rho: 0.5, seed: 3) { try find(in: $0) }.wrongPerThousand > 1)
    }

    private func noise(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
        (0..<count).map { _ in .exp(0.01 * generator.gaussian()) }
    }

    @Test func intervalsCoverTheChange() throws {
        var generator = SeededGenerator(seed: 80)
        var covered = 0
        let repeats = 500
        for _ in 0..<repeats {
            let values = noise(100, &generator).enumerated().map { $0.offset < 60 ? $0.element : 1.06 * $0.element }
            let trend = try Trend.find(in: values)
            let change = try #require(trend.changes.first)
            #expect(trend.segments.count == trend.changes.count + 1 && change.pValue <= 0.001)
            #expect(change.interval.low < change.ratio && change.ratio < change.interval.high)
            if change.interval.low <= 1.06, 1.06 <= change.interval.high { covered += 1 }
        }
        #expect((460...490).contains(covered), "\(covered) of \(repeats)")
    }

    /// The 13th of twenty nights is 5 % slower.
    @Test func aShortHistoryNamesItsNight() throws {
        var generator = SeededGenerator(seed: 81)
        let (found, wrong) = try (0..<300).reduce(into: (0, 0)) { count, _ in
            let still = noise(20, &generator).map { Double.exp(0.5 * .log($0)) }
            if try changes(still.enumerated().map { $0.offset < 12 ? $0.element : 1.05 * $0.element }) == [12] {
                count.0 += 1
            }
            if try !changes(still).isEmpty { count.1 += 1 }
        }
        #expect(found >= 294 && wrong <= 2, "\(found) found, \(wrong) wrong")
    }

    /// A large step is found as soon as three nights are slow, and not when one or two are; by chance, without any slow
    /// night, one history in several hundred has a step.
    @Test(arguments: [5, 30, 200])
    func threeNightsMakeAStep(before: Int) throws {
        var generator = SeededGenerator(seed: 82)
        var (found, wrong) = (0, 0)
        for _ in 0..<100 {
            let start = noise(before, &generator)
            let slow = noise(3, &generator).map { 1.2 * $0 }
            let after = noise(20, &generator)
            if try changes(start + slow) == [before] { found += 1 }
            for spike in [slow[..<1], slow[..<2]] {
                if try !changes(start + spike).isEmpty { wrong += 1 }
                if try !changes(start + spike + after).isEmpty { wrong += 1 }
            }
        }
        #expect(wrong <= 4 && (found >= 98 || before == 5), "\(found) found, \(wrong) of 400 wrong")
    }

    @Test func aDriftIsToldAsSuch() throws {
        var generator = SeededGenerator(seed: 83)
        var told = 0
        for _ in 0..<200 {
            let values = noise(200, &generator).enumerated().map { $0.element * .exp(0.05 * Double($0.offset) / 199) }
            let trend = try Trend.find(in: values)
            guard trend.changes.isEmpty, let drift = trend.drift else { continue }
            #expect(drift.interval.low < drift.ratio && drift.ratio < drift.interval.high)
            #expect(abs(drift.ratio - .exp(0.05)) < 0.02 && abs(drift.ratioPerValue - .exp(0.05 / 199)) < 1e-4)
            told += 1
        }
        #expect(told >= 190, "\(told)")
        let still = try (0..<200).count { _ in try Trend.find(in: noise(200, &generator)).drift != nil }
        #expect(still <= 2, "\(still)")
    }

    /// Counted figures do not scatter at all.
    @Test func exactFiguresChangeExactly() throws {
        let counts = [Double](repeating: 1e9, count: 10) + [Double](repeating: 1.02e9, count: 5)
        let trend = try Trend.find(in: counts)
        #expect(trend.changes.map(\.index) == [10] && trend.segments == [0..<10, 10..<15] && trend.drift == nil)
        #expect(close(trend.changes[0].ratio, 1.02, relative: 1e-9) && trend.changes[0].pValue < 1e-9)
        #expect(try Trend.find(in: counts, minimumChange: 0.03).changes.isEmpty)
    }

    @Test func shortHistoriesHaveNoChanges() throws {
        #expect(try Trend.find(in: []) == Trend(changes: [], segments: [0..<0], drift: nil, inflation: 1))
        for count in 1..<6 {
            let values = (0..<count).map { $0 < 2 ? 1.0 : 2.0 }
            #expect(try Trend.find(in: values).changes.isEmpty && Trend.find(in: values).segments == [0..<count])
        }
    }

    /// A step's fit against least squares by normal equations of all columns.
    @Test func fitsAreThoseOfLeastSquares() throws {
        var generator = SeededGenerator(seed: 84)
        for trial in 0..<100 {
            let values = (0..<60).map { _ in generator.gaussian() }
            let steps = [17, 25, 41].filter { _ in generator.integer(below: 3) > 0 }
            guard !steps.isEmpty else { continue }
            let index = generator.integer(below: steps.count)
            for sloped in [true, false] {
                let fit = try #require(
                    StepFit(
                        of: SeriesSums(values), in: 5..<55, steps: steps, index: index, sloped: sloped, inflation: 1))
                var columns = [[Double](repeating: 1, count: 50)]
                if sloped { columns.append((5..<55).map(Double.init)) }
                columns += steps.map { step in (5..<55).map { $0 < step ? 0.0 : 1 } }
                let (heights, errors) = leastSquares(Array(values[5..<55]), columns)
                let place = columns.count - steps.count + index
                #expect(close(fit.height, heights[place], relative: 1e-8), "trial \(trial)")
                #expect(close(fit.standardError, errors[place], relative: 1e-8), "trial \(trial)")
                #expect(fit.distribution.degreesOfFreedom == Double(50 - columns.count))
            }
        }
    }

    /// Coefficients and their standard errors, by Gauss and Jordan's elimination.
    private func leastSquares(_ values: [Double], _ columns: [[Double]]) -> ([Double], [Double]) {
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let size = columns.count
        var rows = columns.enumerated().map { index, column in
            columns.map { dot(column, $0) } + (0..<size).map { $0 == index ? 1 : 0 }
        }
        for pivot in 0..<size {
            let inverse = 1 / rows[pivot][pivot]
            rows[pivot] = rows[pivot].map { $0 * inverse }
            for row in 0..<size where row != pivot {
                let factor = rows[row][pivot]
                rows[row] = zip(rows[row], rows[pivot]).map { $0 - factor * $1 }
            }
        }
        let products = columns.map { dot($0, values) }
        let heights = rows.map { dot(Array($0[size...]), products) }
        let left = values.indices.map { index in
            values[index] - (0..<size).reduce(0) { $0 + heights[$1] * columns[$1][index] }
        }
        let variance = dot(left, left) / Double(values.count - size)
        return (heights, (0..<size).map { (variance * rows[$0][size + $0]).squareRoot() })
    }

    @Test func badHistoriesAreRefused() {
        #expect(throws: StatisticsError.notFinite("history", index: 1)) { try Trend.find(in: [1, .nan]) }
        #expect(throws: StatisticsError.outOfRange("history[1]", value: 0, allowed: "values above 0")) {
            try Trend.find(in: [1, 0])
        }
        #expect(throws: StatisticsError.self) { try Trend.find(in: [1], minimumChange: 0) }
        #expect(throws: StatisticsError.self) { try Trend.find(in: [1], alpha: 1) }
    }
}
