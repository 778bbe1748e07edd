/// Copies of one buffer, each aligned to a cache line, the first to a page so that where it lies in the first-level cache
/// does not change from run to run. With a single copy a ring is a warm buffer; with so many that
/// they exceed the last-level cache, the next one is always cold.
final class BufferRing {
    let copies: Int
    /// Bytes of all copies and the slack.
    let byteCount: Int
    private let base: UnsafeMutableRawPointer
    private let stride: Int

    /// A cache line on x86 and most of Arm; vector loads of 64 bytes want no less.
    static let alignment = 64

    /// Bytes that `copies` buffers of `byteCount` take.
    static func byteCount(of byteCount: Int, copies: Int) -> Int {
        stride(of: byteCount) * copies
    }

    private static let page = 4096

    /// `copies` buffers of `byteCount` bytes, each written by `fill`, the last followed by `slack` bytes that may be
    /// read.
    init(
        byteCount: Int, slack: Int = 0, copies: Int = 1, fill: (UnsafeMutableRawPointer) -> Void = { _ in }
    ) {
        self.copies = copies
        stride = Self.stride(of: byteCount)
        self.byteCount = stride * copies + slack
        base = .allocate(byteCount: self.byteCount, alignment: Self.page)
        for copy in 0..<copies { fill(self[copy]) }
    }

    deinit {
        base.deallocate()
    }

    /// The copy at `index`, below `copies`.
    subscript(index: Int) -> UnsafeMutableRawPointer { base + index * stride }

    private static func stride(of byteCount: Int) -> Int {
        (max(byteCount, 1) + alignment - 1) / alignment * alignment
    }
}

/// Which copy of its rings a call takes. Kept behind a pointer, as a captured variable would be checked for
/// exclusive access at each call.
final class RingCursor {
    private let position: UnsafeMutablePointer<Int>
    private let copies: Int

    init(copies: Int) {
        self.copies = copies
        position = .allocate(capacity: 1)
        position.initialize(to: 0)
    }

    deinit {
        position.deallocate()
    }

    /// The index to use now; the next call gets the one after it, round and round.
    @inline(__always)
    func advance() -> Int {
        let now = position.pointee
        position.pointee = now + 1 == copies ? 0 : now + 1
        return now
    }
}
