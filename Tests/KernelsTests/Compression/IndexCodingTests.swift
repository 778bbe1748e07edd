import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Positions as bits and as gaps, against strings of bits.
@Suite struct IndexCodingTests {
    private static func indices(_ count: Int, _ share: Double, using generator: inout SeededGenerator) -> [Int32] {
        (0..<Int32(count)).filter { _ in generator.uniform() < share }
    }

    /// The bits of a Rice code, one after the other.
    private static func gapBits(_ indices: [Int32], parameter: Int) -> [Bool] {
        var bits: [Bool] = []
        var last: Int32 = -1
        for index in indices {
            let gap = Int(index - last - 1)
            last = index
            bits += [Bool](repeating: true, count: gap >> parameter) + [false]
            for bit in 0..<parameter { bits.append(gap >> bit & 1 == 1) }
        }
        return bits
    }

    private static func bytes(_ bits: [Bool]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
        for (index, bit) in bits.enumerated() where bit { bytes[index / 8] |= 1 << UInt8(index % 8) }
        return bytes
    }

    @Test func bitsAreThoseOfTheIndices() throws {
        var generator = SeededGenerator(for: "bits of indices")
        for count in Array(0...70) + [127, 128, 129, 1000, 4099] {
            let indices = Self.indices(count, [0, 0.01, 0.3, 1][generator.integer(below: 4)], using: &generator)
            let bits = try GuardedBuffer(count: (count + 7) / 8)
            let bytes = bits.start.assumingMemoryBound(to: UInt8.self)
            IndexCoding.set(indices, count: indices.count, in: bytes, byteCount: bits.count)
            let expected = Self.bytes((0..<Int32(count)).map(Set(indices).contains))
            #expect(Array(UnsafeBufferPointer(start: bytes, count: bits.count)) == expected, "\(count)")
            for most in [0, indices.count / 2, indices.count, indices.count + 9] {
                let list = try GuardedBuffer(count: 4 * most)
                let found = IndexCoding.list(
                    bytes, byteCount: bits.count, most: most, into: list.start.assumingMemoryBound(to: Int32.self))
                let taken = CompressionCall.elements(
                    of: Array(UnsafeRawBufferPointer(start: list.start, count: 4 * min(most, found))), as: Int32.self)
                #expect(found == indices.count && taken == Array(indices.prefix(most)), "\(most) of \(count)")
            }
        }
    }

    @Test func gapsAreThoseOfARiceCode() throws {
        var generator = SeededGenerator(for: "gaps")
        for count in [1, 5, 64, 300, 3000] {
            for parameter in [0, 1, 3, 7, 12, 31] {
                let indices = Self.indices(count, [0.003, 0.1, 0.9][generator.integer(below: 3)], using: &generator)
                let expected = Self.bytes(Self.gapBits(indices, parameter: parameter))
                let memory = try GuardedBuffer(count: expected.count + IndexCoding.slack)
                let bytes = memory.start.assumingMemoryBound(to: UInt8.self)
                let written = IndexCoding.writeGaps(indices, count: indices.count, parameter: parameter, to: bytes)
                #expect(Array(UnsafeBufferPointer(start: bytes, count: written)) == expected, "\(count), \(parameter)")
                try expectReading(expected, indices, count, parameter)
                let best = IndexCoding.shortestGaps(indices, count: indices.count, from: parameter)
                let lengths = (parameter...parameter + 2).map { Self.gapBits(indices, parameter: $0).count }
                #expect(best.bits == lengths.min() && lengths[best.parameter - parameter] == best.bits)
            }
        }
    }

    private func expectReading(_ code: [UInt8], _ indices: [Int32], _ elements: Int, _ parameter: Int) throws {
        func read(_ bytes: [UInt8], _ count: Int, below elements: Int) throws -> (IndexCoding.GapReading, [Int32]) {
            let memory = try GuardedBuffer(bytes)
            var read = [Int32](repeating: -1, count: count)
            let reading = IndexCoding.readGaps(
                memory.start.assumingMemoryBound(to: UInt8.self), byteCount: bytes.count, count: count,
                elements: elements, parameter: parameter, into: &read)
            return (reading, read)
        }
        let all = try read(code, indices.count, below: elements)
        #expect(all.0 == .all && all.1 == indices)
        #expect(try read(code + [0], indices.count, below: elements).0 == .surplus)
        guard let last = indices.last else { return }
        #expect(try read(code, indices.count, below: Int(last)).0 == .ended(after: indices.count - 1))
        #expect(try read(Array(code.dropLast()), indices.count, below: elements).0 != .all)
        let ones = [UInt8](repeating: 255, count: 40)
        #expect(try read(ones, 1, below: 1 << 31 - 1).0 == .ended(after: 0), "no end")
    }

    /// R. W. Floyd's algorithm over a set, by the order of its draws.
    @Test func samplesAreThoseOfFloydsAlgorithm() {
        var generator = SeededGenerator(for: "samples")
        for count in [0, 1, 2, 63, 64, 65, 1000, 5000] {
            for kept in Set([0, 1, count / 10, count / 2, count]) where kept <= count {
                let seed = generator.next()
                var (taken, expected): (Set<Int>, [Int]) = ([], [])
                for j in count - kept..<count {
                    let draw = SplitMix64.mixed(seed &+ UInt64(j + 1) &* SplitMix64.increment)
                    let t = Int(draw.multipliedFullWidth(by: UInt64(j + 1)).high)
                    expected.append(taken.contains(t) ? j : t)
                    taken.insert(expected[expected.count - 1])
                }
                var bits = [UInt64](repeating: .max, count: (count + 63) / 64)
                var indices = [Int32](repeating: -1, count: kept)
                IndexCoding.sample(kept, of: count, seed: seed, bits: &bits, indices: &indices)
                let set = (0..<64 * bits.count).filter { bits[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
                #expect(indices.map(Int.init) == expected && set == expected.sorted(), "\(kept) of \(count)")
            }
        }
    }

    @Test func seededBugsAreSeen() {
        let indices: [Int32] = [3, 7, 8, 40]
        #expect(Self.gapBits(indices, parameter: 1) != Self.gapBits([3, 7, 9, 40], parameter: 1))
        #expect(Self.bytes(Self.gapBits(indices, parameter: 1)) != Self.bytes(Self.gapBits(indices, parameter: 2)))
    }
}
