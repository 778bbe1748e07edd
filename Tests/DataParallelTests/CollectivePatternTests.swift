import Testing

@testable import DataParallel

@Suite struct CollectivePatternTests {
    @Test func closedForms() {
        let messages = [100, 40, 60, 80]
        #expect(CollectivePattern.allGather.traffic(of: 1, messages: messages) == .init(sent: 120, received: 240))
        #expect(
            CollectivePattern.ringAllReduce.traffic(of: 1, messages: [80, 80, 80, 80])
                == .init(sent: 120, received: 120))
        #expect(
            CollectivePattern.star(aggregate: 500).traffic(of: 2, messages: messages) == .init(sent: 60, received: 500))
        for pattern in [CollectivePattern.allGather, .ringAllReduce] {
            #expect(pattern.traffic(of: 0, messages: [100]) == .init(sent: 0, received: 0), "alone")
        }
        #expect(CollectivePattern.denseAggregate(elements: 1000) == 4016)
        #expect(CollectivePattern.sparseAggregate(nonzeros: 10) == 104)
    }

    /// What a ring moves, counted part by part: each part goes N − 1 times to be summed, and N − 1 times as a sum.
    @Test(arguments: 1...9) func aRingMovesWhatItsPartsSay(_ workers: Int) {
        let part = 12
        var sent = [Int](repeating: 0, count: workers)
        for round in 0..<2 * (workers - 1) {
            for rank in 0..<workers { sent[(rank + round) % workers] += part }
        }
        for rank in 0..<workers {
            let messages = [Int](repeating: part * workers, count: workers)
            let traffic = CollectivePattern.ringAllReduce.traffic(of: rank, messages: messages)
            #expect((traffic.sent - Double(sent[rank])).magnitude < 1e-9)
        }
    }

    @Test func formsOfMessagesThatCanBeSummed() {
        func form(_ format: UInt8, stage: UInt8 = 0, seed: UInt8 = 0) -> SummableForm? {
            var bytes = [UInt8](repeating: 0, count: 64)
            (bytes[0], bytes[1], bytes[2], bytes[3], bytes[16]) = (0xB6, 1, format, stage, seed)
            return bytes.withUnsafeBytes { SummableForm($0) }
        }
        for format in [1, 2, 3, 12] as [UInt8] {
            #expect(form(format) != nil && form(format) == form(format))
            #expect(form(format, stage: 1) == nil)
        }
        // The first byte of what follows the header is an element in one, the seed in the other.
        #expect(form(1, seed: 1) == form(1, seed: 2))
        #expect(form(12, seed: 1) != form(12, seed: 2))
        for format in [4, 8, 11, 13] as [UInt8] { #expect(form(format) == nil) }
        #expect([UInt8](repeating: 1, count: 15).withUnsafeBytes { SummableForm($0) } == nil)
    }
}
