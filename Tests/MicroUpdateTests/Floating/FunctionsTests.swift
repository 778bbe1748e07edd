import Foundation
import MicroUpdate
import Statistics
import TestSupport
import Testing

/// exp, σ, ln(1 + x) and softplus, against Foundation's.
@Suite struct FunctionsTests {
    #if arch(x86_64)
        typealias Wide = Float80
    #else
        typealias Wide = Double
    #endif

    /// The largest error in units in the last place of the exact value, over results that are finite; ∞ where one
    /// should be and is not.
    private func error<Scalar: FloatingScalar, Exact: BinaryFloatingPoint>(
        _ inputs: [Scalar], _ function: (Scalar) -> Scalar, _ exact: (Scalar) -> Exact
    ) -> Double {
        inputs.reduce(0) { worst, x in
            let (value, wanted) = (function(x), exact(x))
            guard Scalar(wanted).isFinite else { return value == Scalar(wanted) ? worst : .infinity }
            let unit = max(Scalar(wanted).magnitude, .leastNonzeroMagnitude).ulp
            return max(worst, Double(abs(Exact(value) - wanted) / Exact(unit)))
        }
    }

    /// Floats of all magnitudes, evenly over their bits.
    private func floats(_ test: String) -> [Float] {
        var generator = SeededGenerator(for: test)
        let offset = UInt32(generator.integer(below: 2_003))
        return stride(from: offset, through: Float(120).bitPattern, by: 2_003).flatMap { bits in
            [Float(bitPattern: bits), -Float(bitPattern: bits)]
        }
    }

    @Test func floatsErrByLessThanTheySay() {
        let all = floats(#function)
        let shares = all.filter { 0 <= $0 && $0 <= 1 }
        #expect(error(all, Float.exponential) { exp(Double($0)) } < 1.1)
        #expect(error(shares, Float.logarithm(onePlus:)) { log1p(Double($0)) } < 2)
        #expect(error(all, Float.sigmoid) { 1 / (1 + exp(-Double($0))) } < 2.5)
        #expect(error(all, Float.softplus) { max(Double($0), 0) + log1p(exp(-abs(Double($0)))) } < 2.9)
    }

    @Test func doublesErrByLessThanTheySay() {
        var generator = SeededGenerator(for: #function)
        let all = (0..<1_000_000).map { _ -> Double in
            generator.number(within: 760) * pow(2, -Double(generator.integer(below: 30)))
        }
        let shares = (0..<1_000_000).map { _ in generator.uniform() }
        // Where there is no wider format the references err, too: by two units at most.
        let slack: Double = MemoryLayout<Wide>.size > 8 ? 0 : 2
        #expect(error(all, Double.exponential) { exp(Wide($0)) } < 1.1 + slack)
        #expect(error(shares, Double.logarithm(onePlus:)) { log1p(Wide($0)) } < 2.2 + slack)
        #expect(error(all, Double.sigmoid) { 1 / (1 + exp(-Wide($0))) } < 2.5 + slack)
        #expect(error(all, Double.softplus) { max(Wide($0), 0) + log1p(exp(-abs(Wide($0)))) } < 2.9 + slack)
    }

    private func ends<Scalar: FloatingScalar>(_: Scalar.Type) {
        let infinity = Scalar.infinity
        #expect(Scalar.exponential(-infinity) == 0 && Scalar.exponential(infinity) == infinity)
        #expect(Scalar.exponential(0) == 1 && Scalar.exponential(-Scalar.greatestFiniteMagnitude) == 0)
        #expect(Scalar.sigmoid(-infinity) == 0 && Scalar.sigmoid(infinity) == 1 && Scalar.sigmoid(0) == 0.5)
        #expect(Scalar.softplus(-infinity) == 0 && Scalar.softplus(infinity) == infinity)
        for function in [Scalar.exponential, Scalar.sigmoid, Scalar.softplus] { #expect(function(.nan).isNaN) }
        #expect(Scalar.logarithm(onePlus: 0) == 0 && Scalar.logarithm(onePlus: .nan).isNaN)
        #expect(Scalar.crossEntropy(logit: infinity, label: 1) == 0)
        #expect(Scalar.crossEntropy(logit: infinity, label: 0) == infinity)
        #expect(Scalar.crossEntropy(logit: -infinity, label: 0) == 0)
        #expect(Scalar.crossEntropy(logit: -infinity, label: 1) == infinity)
        #expect(Scalar.crossEntropy(logit: .nan, label: 1).isNaN)
        #expect(Scalar.crossEntropy(logit: 1_000, label: 0.25) == 750)
    }

    @Test func endsSaturateAndNaNStays() {
        ends(Float.self)
        ends(Double.self)
    }

    @Test func seededBugsAreCaught() {
        let all = floats(#function)
        #expect(error(all, { Float.exponential($0).nextUp }, { exp(Double($0)) }) >= 1.1, "a unit too much")
        #expect(error([Float(80)], { _ in 1 }, { exp(Double($0)) }) > 1_000)
        #expect(error([Float(200)], { _ in .greatestFiniteMagnitude }, { exp(Double($0)) }) == .infinity, "no ∞")
        let inOnePart = { (x: Float) -> Float in
            let n = (x * 0x1.715476p0 + 0x1.8p23) - 0x1.8p23
            return Float(exp(Double(x - n * 0x1.62e43p-1))) * Float(sign: .plus, exponent: Int(n), significand: 1)
        }
        #expect(error(all.filter { abs($0) < 80 }, inOnePart, { exp(Double($0)) }) >= 1.1, "ln 2 in one part")
    }
}
