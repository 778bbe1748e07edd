import Foundation
import MicroUpdate
import Testing

/// The table against FP64.
@Suite struct LogisticTableTests {
    /// 256·σ(z) in FP64.
    private func exact(_ logit: Int8) -> Double { 256 / (1 + exp(-Double(logit) / 16)) }

    /// Logits whose score is not the nearest.
    private func faults(_ table: (Int8) -> Int) -> [Int8] {
        (Int8.min ... .max).filter { table($0) != Int(min(255, exact($0).rounded(.toNearestOrEven))) }
    }

    @Test func everyEntryIsTheNearest() {
        #expect(faults { Int(LogisticTable.sigmoid($0)) } == [])
        // No value is so near a tie that an error of FP64 could decide.
        for logit in Int8.min ... .max where logit != 0 {
            #expect(abs(exact(logit) - exact(logit).rounded(.down) - 0.5) > 1e-4)
        }
    }

    @Test func seededBugsAreCaught() {
        #expect(!faults { Int(exact($0)) }.isEmpty, "cut off")
        #expect(!faults { Int(LogisticTable.sigmoid($0 == 127 ? 127 : $0 + 1)) }.isEmpty, "off by one")
        #expect(faults { Int(LogisticTable.sigmoid($0)) + ($0 == -77 ? 1 : 0) } == [-77])
    }
}
