import Foundation
import MicroUpdate
import Statistics
import TestSupport
import Testing

/// σ in integers against FP64.
@Suite struct FixedLogisticTests {
    /// The largest error in units of 2⁻³⁰, over a million logits of the whole range and around multiples of ln 2.
    private func error(_ test: String, _ sigmoid: (Int64) -> Int32) -> Double {
        var generator = SeededGenerator(for: test)
        var logits = (0..<1_000_000).map { _ in Int64(generator.number(within: 25) * 0x1p36) }
        for k in -40...40 {
            for offset in -50...50 { logits.append(Int64(Double(k) * log(2) / 2 * 0x1p36) + Int64(offset)) }
        }
        return logits.reduce(0) { worst, z in
            max(worst, abs(Double(sigmoid(z)) - 0x1p30 / (1 + exp(-Double(z) * 0x1p-36))))
        }
    }

    @Test func itErrsByLessThanAUnit() {
        let worst = error(#function, FixedLogistic.sigmoid)
        print("σ in Q30 errs by up to \(worst) units")
        #expect(worst < 1)
    }

    @Test func itEndsAndIsSymmetricAndNeverFalls() {
        #expect(FixedLogistic.sigmoid(0) == 1 << 29)
        #expect(FixedLogistic.sigmoid(.max) == 1 << 30 && FixedLogistic.sigmoid(.min) == 0)
        var generator = SeededGenerator(for: #function)
        for _ in 0..<100_000 {
            let z = generator.any(Int64.self) >> generator.integer(below: 64)
            #expect(FixedLogistic.sigmoid(z) + FixedLogistic.sigmoid(-z) == 1 << 30)
        }
        // In steps of half a unit of the score at the steepest.
        var last = FixedLogistic.sigmoid(-(1 << 36))
        var falls = 0
        for z in stride(from: -(1 << 36) as Int64, to: -(1 << 36) + 2_000_000 * 128, by: 128) {
            let score = FixedLogistic.sigmoid(z)
            falls += score < last ? 1 : 0
            last = score
        }
        #expect(falls == 0)
    }

    @Test func seededBugsAreCaught() {
        #expect(error(#function) { FixedLogistic.sigmoid($0) + 2 } > 1)
        #expect(error(#function) { FixedLogistic.sigmoid($0 >> 1) } > 1, "a shift by one too many")
        #expect(error(#function) { FixedLogistic.sigmoid($0 & ~0xF_FFFF) } > 1, "an argument in Q16")
    }
}
