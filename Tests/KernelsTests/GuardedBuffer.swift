#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Memory whose end (or beginning) lies against a page that may not be touched: one byte too far is a crash.
final class GuardedBuffer {
    let start: UnsafeMutableRawPointer
    let count: Int
    private let mapping: UnsafeMutableRawPointer
    private let mappingCount: Int

    enum Guard { case before, after }

    struct MapFailed: Error {}

    init(count: Int, guarded side: Guard = .after) throws {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let pages = (count + page - 1) / page
        mappingCount = (pages + 2) * page
        guard
            let mapping = mmap(nil, mappingCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
            mapping != MAP_FAILED,
            mprotect(mapping, page, PROT_NONE) == 0,
            mprotect(mapping + (pages + 1) * page, page, PROT_NONE) == 0
        else { throw MapFailed() }
        self.mapping = mapping
        self.count = count
        start = side == .before ? mapping + page : mapping + (pages + 1) * page - count
        // What is not written must not look right by chance.
        memset(start, 0xA5, count)
    }

    convenience init<Element>(_ elements: [Element], guarded side: Guard = .after) throws {
        try self.init(count: elements.count * MemoryLayout<Element>.stride, guarded: side)
        elements.withUnsafeBytes {
            start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(start), byteCount: count)
        }
    }

    deinit {
        munmap(mapping, mappingCount)
    }
}
