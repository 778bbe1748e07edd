#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A short piece of work that causes every common event, so that a probe can tell a counter that stands
/// still from one that had nothing to count: it runs instructions, takes unpredictable branches, touches
/// fresh pages (more of them than a first-level TLB has entries, and more bytes than a first-level cache
/// holds) and sleeps. It takes about half a millisecond.
enum Stimulus {
    static func run() {
        let pages = 128
        let pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))
        let flags = MAP_PRIVATE | MAP_ANON
        guard let memory = mmap(nil, pages * pageBytes, PROT_READ | PROT_WRITE, flags, -1, 0),
            memory != MAP_FAILED
        else { return }
        defer { munmap(memory, pages * pageBytes) }
        let bytes = memory.assumingMemoryBound(to: UInt8.self)
        var state: UInt32 = 0x9e37_79b9
        for step in 0..<8192 {
            // Xorshift (G. Marsaglia, 2003): its bits are beyond branch predictors.
            state ^= state << 13
            state ^= state >> 17
            state ^= state << 5
            let offset = step % pages * pageBytes + Int(state & 0xfc0) % pageBytes
            if state & 0x1_0000 != 0 {
                bytes[offset] &+= 1
            } else {
                sink(bytes[offset])
            }
        }
        usleep(100)
    }

    /// Keeps the compiler from turning the branch into arithmetic.
    @inline(never)
    private static func sink(_ value: UInt8) {
        withExtendedLifetime(value) {}
    }
}
