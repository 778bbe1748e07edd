import RealModule
import Testing

@testable import Statistics

@Suite struct StudentTTests {
    private struct Tail: Decodable {
        var degreesOfFreedom, t, survival, density: Double
    }

    private struct Quantile: Decodable {
        var degreesOfFreedom, probability, quantile: Double
    }

    private struct Welch: Decodable {
        var degreesOfFreedom, statistic, pValue, halfWidth, standardError: Double
    }

    @Test func tailsAreThoseOfSciPy() throws {
        for expected in try fixture("student-t", as: [Tail].self) {
            let distribution = StudentT(degreesOfFreedom: expected.degreesOfFreedom)
            let survival = distribution.survival(expected.t)
            #expect(close(survival, expected.survival, relative: 1e-11), "\(survival) for \(expected)")
            #expect(distribution.cdf(-expected.t) == survival)
            #expect(close(distribution.cdf(expected.t), 1 - expected.survival, relative: 1e-11))
            let density = distribution.density(expected.t)
            #expect(close(density, expected.density, relative: 1e-10), "\(density) for \(expected)")
        }
    }

    @Test func quantilesAreThoseOfSciPy() throws {
        for expected in try fixture("student-t-quantiles", as: [Quantile].self) {
            let distribution = StudentT(degreesOfFreedom: expected.degreesOfFreedom)
            let quantile = distribution.quantile(expected.probability)
            #expect(close(quantile, expected.quantile, relative: 1e-9), "\(quantile) for \(expected)")
            #expect(close(distribution.cdf(quantile), expected.probability, relative: 1e-11))
        }
    }

    /// How far Welch's tests are from SciPy's, at most, with other degrees of freedom put in.
    private func welchError(_ degreesOfFreedom: (Double) -> Double) throws -> Double {
        try fixture("welch", as: [Welch].self).map { expected in
            let distribution = StudentT(degreesOfFreedom: degreesOfFreedom(expected.degreesOfFreedom))
            let pValue = 2 * distribution.survival(abs(expected.statistic))
            let halfWidth = -distribution.quantile(0.005) * expected.standardError
            return max(abs(pValue / expected.pValue - 1), abs(halfWidth / expected.halfWidth - 1))
        }.max() ?? .infinity
    }

    @Test func degreesOfFreedomNeedNotBeWhole() throws {
        #expect(try welchError { $0 } < 1e-9)
    }

    /// Seeded bugs: degrees of freedom cut down to a whole number; one too many.
    @Test func otherDegreesOfFreedomAreCaught() throws {
        #expect(try welchError { $0.rounded(.down) } > 1e-4)
        #expect(try welchError { $0 + 1 } > 1e-4)
    }

    /// One degree of freedom is Cauchy's distribution and two have a closed form, both without any series.
    @Test(arguments: [1e-6, 0.3, 1.7, 40, 1e9, 1e200])
    func closedFormsAgree(t: Double) {
        let cauchy = Double.atan(1 / t) / .pi
        #expect(close(StudentT(degreesOfFreedom: 1).survival(t), cauchy, relative: 1e-13))
        let root = (1 / (t / 2) / t + 1).squareRoot()
        let two = 0.5 * (root - 1) / root
        if t < 50 { #expect(close(StudentT(degreesOfFreedom: 2).survival(t), two, relative: 1e-12)) }
    }

    @Test func extremesAreFinite() {
        let distribution = StudentT(degreesOfFreedom: 3)
        #expect(distribution.survival(.infinity) == 0 && distribution.survival(-.infinity) == 1)
        #expect(distribution.survival(1e300) == 0 && distribution.quantile(0.5).magnitude < 1e-15)
        #expect(StudentT(degreesOfFreedom: 1).quantile(1e-300).isFinite)
    }
}
