import CKernels
import Statistics
import TestSupport
import Testing

@testable import Kernels

/// All instruction sets choose the same elements, bit by bit: AVX-512 too, emulated where the machine has none. Every length up to
/// some vectors ends against a page that may not be read.
@Suite struct SelectionAgreementTests {
    private struct Choice: Equatable {
        var threshold: UInt32
        var top, reaching: [Int32]
        var values: [UInt32]

        init(_ k: Int, of x: GuardedBuffer, count: Int, with kernels: SelectionKernels) {
            let from = x.start.assumingMemoryBound(to: Float.self)
            var scratch = [UInt32](repeating: .max, count: SelectionKernels.scratchCount)
            threshold = kernels.thresholdBits(from, count: count, k: k, scratch: &scratch)
            top = .init(repeating: -1, count: k)
            reaching = .init(repeating: -1, count: count)
            var chosen = [Float](repeating: 0, count: k), above = [Float](repeating: 0, count: count)
            kernels.top(k, of: from, count: count, indices: &top, values: &chosen, scratch: &scratch)
            let magnitude = Float(bitPattern: threshold)
            let taken = kernels.atLeast(magnitude, of: from, count: count, indices: &reaching, values: &above)
            reaching = Array(reaching.prefix(taken))
            values = (chosen + above.prefix(taken)).map(\.bitPattern)
        }
    }

    /// Few values, so that many are equal, in both signs, with all that is special; any bits; or ordinary numbers.
    private static func elements(_ count: Int, using generator: inout SeededGenerator) -> [Float] {
        let special: [Float] = [
            0, -0.0, 1, -1, 1, -2, .infinity, -.infinity, .nan, -.nan, .leastNonzeroMagnitude,
            .greatestFiniteMagnitude, Float(bitPattern: 0x7F80_0001), Float(bitPattern: 0xFFFF_FFFF),
        ]
        let kind = generator.integer(below: 3)
        return (0..<count).map { _ in
            switch kind {
            case 0: special[generator.integer(below: special.count)]
            case 1: Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
            default: Float(generator.gaussian())
            }
        }
    }

    /// The first length at which kernels choose otherwise than the portable ones.
    private func difference(_ kernels: SelectionKernels, using generator: inout SeededGenerator) throws -> String? {
        for count in 1...300 {
            let x = try GuardedBuffer(Self.elements(count, using: &generator))
            for k in [1, count, 1 + generator.integer(below: count)] {
                let expected = Choice(k, of: x, count: count, with: SelectionKernels.all[0])
                if Choice(k, of: x, count: count, with: kernels) != expected { return "\(k) of \(count)" }
            }
        }
        return nil
    }

    @Test(arguments: SelectionTests.kernels.map(\.name))
    func choosesWhatThePortableKernelsChoose(_ name: String) throws {
        let kernels = try #require(SelectionTests.kernels.first { $0.name == name })
        var generator = SeededGenerator(for: "selection of \(name)")
        for _ in 0..<5 { #expect(try difference(kernels, using: &generator) == nil) }
    }

    @Test func aTieThatIsLostIsSeen() throws {
        var table = ck_selection_baseline.pointee
        table.above = { ck_selection_baseline.pointee.above($0, $1, $2) + 1 }
        let kernels = try #require(withUnsafePointer(to: table) { SelectionKernels("a tie lost", [], $0) })
        var generator = SeededGenerator(seed: 1)
        #expect(try difference(kernels, using: &generator) != nil)
    }
}
