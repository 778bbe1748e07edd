import Testing

@testable import Basics

@Suite("Stack that a call takes")
struct StackUseTests {
    /// Writes to all of so many bytes of stack.
    @inline(never)
    private static func fill(_ count: Int) -> Int {
        withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) { buffer in
            buffer.initializeMemory(as: UInt8.self, repeating: 1)
            return buffer.reduce(0) { $0 + Int($1) }
        }
    }

    @Test("What is written to is counted, and no more than frames and alignment beside", arguments: [64, 512, 1000])
    func counted(count: Int) throws {
        var sum = 0
        let small = try #require(StackUse.bytes { sum = 0 })
        let used = try #require(StackUse.bytes { sum = Self.fill(count) })
        #expect(sum == count)
        #expect(small <= 256)
        #expect((count...count + 512).contains(used), "\(used) B for \(count)")
    }

    @Test("More stack is seen as more") func grows() throws {
        var sum = 0
        let sizes = try [128, 1024].map { size in try #require(StackUse.bytes { sum += Self.fill(size) }) }
        // Both fit the temporary allocation's place on the stack.
        #expect(sizes[1] - sizes[0] >= 1024 - 128 - 64)
    }
}
