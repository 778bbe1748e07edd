import Statistics
import TestSupport
import Testing

@testable import Kernels

/// The largest elements of long arrays are those that sorting finds, whatever the sample says.
@Suite struct LargestElementsTests {
    enum Kind: String, CaseIterable {
        case gaussian, heavyTailed, anyBits, allEqual, ascending, descending, twoValues, manyZeros, noNumbers, onlyNaN
        case periodic
    }

    private static func elements(_ count: Int, _ kind: Kind, using generator: inout SeededGenerator) -> [Float] {
        let special: [Float] = [
            .infinity, -.infinity, .nan, -.nan, Float(bitPattern: 0x7F80_0001), .greatestFiniteMagnitude,
        ]
        return (0..<count).map { i in
            switch kind {
            case .gaussian: return Float(generator.gaussian())
            case .heavyTailed: return Float(generator.gaussian() / max(generator.uniform(), 1e-9))
            case .anyBits: return Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
            case .allEqual: return i % 2 == 0 ? 0.25 : -0.25
            case .ascending: return Float(i)
            case .descending: return Float(count - i) * -0.5
            case .twoValues: return generator.integer(below: 1000) == 0 ? 2 : -1
            case .manyZeros: return generator.integer(below: 5000) == 0 ? Float(generator.gaussian()) : 0
            case .noNumbers:
                let isSpecial = generator.integer(below: 50) == 0
                return isSpecial ? special[i % special.count] : Float(generator.gaussian())
            case .onlyNaN: return i % 3 == 0 ? .nan : -.nan
            // What a sample at equal distances would see alone.
            case .periodic: return i % 64 == 0 ? Float(i % 640) : 0.001
            }
        }
    }

    /// Of each element how many come before it: the largest magnitude first, of equal ones the first; what is no number
    /// is larger than all.
    private static func ranks(_ x: [Float]) -> [Int] {
        let keys = x.indices.map { UInt64(x[$0].magnitude.bitPattern) << 32 | UInt64(UInt32.max - UInt32($0)) }
        var ranks = [Int](repeating: 0, count: x.count)
        for (rank, key) in keys.sorted(by: >).enumerated() {
            ranks[Int(UInt32.max - UInt32(truncatingIfNeeded: key))] = rank
        }
        return ranks
    }

    private static func first(_ k: Int, _ ranks: [Int]) -> [Int32] {
        ranks.indices.lazy.filter { ranks[$0] < k }.map(Int32.init)
    }

    /// What is wrong with the elements that were taken.
    private static func fault(_ taken: LargestElements, _ expected: [Int32], of x: [Float]) -> String? {
        for (place, index) in expected.enumerated() {
            if taken.indices[place] != index { return "place \(place) has \(taken.indices[place]), not \(index)" }
            if taken.values[place].bitPattern != x[Int(index)].bitPattern { return "another value at \(place)" }
        }
        return nil
    }

    @Test(arguments: Kind.allCases) func areThoseOfSorting(_ kind: Kind) throws {
        var generator = SeededGenerator(for: "the largest of \(kind)")
        for count in [1000, 4097, 65_536, 65_537, 100_003, 1_000_000] {
            let x = Self.elements(count, kind, using: &generator)
            let ranks = Self.ranks(x)
            let memory = try GuardedBuffer(x)
            let from = UnsafePointer(memory.start.assumingMemoryBound(to: Float.self))
            let isLong = count > 500_000
            let kernels = SelectionTests.kernels.filter { !isLong || $0.name == SelectionKernels.fastest.name }
            let counts =
                [1, 10, count / 1000, count / 100, count / 10, count / 2] + (isLong ? [] : [count - 1, count])
            for k in counts + [1 + generator.integer(below: count)] {
                let expected = Self.first(k, ranks)
                for kernels in kernels {
                    let largest = LargestElements(count: count, most: k, with: kernels)
                    largest.take(k, of: from)
                    #expect(Self.fault(largest, expected, of: x) == nil, "\(k) of \(count), \(kernels.name)")
                }
            }
            withExtendedLifetime(memory) {}
        }
    }

    /// About k: all that reach some magnitude, half of k to three halves.
    @Test(arguments: Kind.allCases) func aboutAsManyReachAThreshold(_ kind: Kind) throws {
        var generator = SeededGenerator(for: "about the largest of \(kind)")
        for count in [1000, 65_537, 300_000] {
            let x = Self.elements(count, kind, using: &generator)
            let ranks = Self.ranks(x)
            for k in [1, 30, count / 100, count / 3, count] {
                for kernels in SelectionTests.kernels {
                    let largest = LargestElements(count: count, most: k, with: kernels)
                    let taken = largest.takeAbout(k, of: x)
                    #expect((k / 2...k + k / 2).contains(taken), "\(taken) for \(k) of \(count)")
                    let fault = Self.fault(largest, Self.first(taken, ranks), of: x)
                    #expect(fault == nil, "\(k) of \(count), \(kernels.name)")
                    if count == 1000 { #expect(taken == k) }
                }
            }
        }
    }

    @Test func aThresholdTakesAllThatReachIt() throws {
        var generator = SeededGenerator(for: "all that reach")
        for count in [0, 1, 7, 31, 32, 33, 1000, 70_000] {
            let x = Self.elements(count, .gaussian, using: &generator)
            for magnitude: Float in [0, 0.5, -0.5, 3, .infinity] {
                let expected = x.indices.filter { x[$0].magnitude >= magnitude.magnitude }.map(Int32.init)
                for kernels in SelectionTests.kernels {
                    let largest = LargestElements(count: count, most: count, with: kernels)
                    #expect(largest.take(atLeast: magnitude, of: x) == expected.count, "\(count), \(kernels.name)")
                    #expect(Self.fault(largest, expected, of: x) == nil, "\(count), \(kernels.name)")
                }
            }
        }
    }

    @Test("Two swapped, another tie and another value are reported") func seededBugs() {
        let x: [Float] = [1, 2, -1, 1, 3]
        let largest = LargestElements(count: 5, most: 3)
        largest.take(3, of: x)
        let expected = Self.first(3, Self.ranks(x))
        #expect(expected == [0, 1, 4] && Self.fault(largest, expected, of: x) == nil)
        largest.indices[0] = 2
        #expect(Self.fault(largest, expected, of: x) != nil, "the second of equal ones")
        largest.take(3, of: x)
        largest.values[0] = -1
        #expect(Self.fault(largest, expected, of: x) != nil, "its sign")
        largest.take(3, of: x)
        swap(&largest.indices[1], &largest.indices[2])
        #expect(Self.fault(largest, expected, of: x) != nil, "not ascending")
    }
}
