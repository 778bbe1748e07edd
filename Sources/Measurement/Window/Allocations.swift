import CSystem

/// What the allocator was asked for, as a stand-in for malloc in this executable saw it.
public enum Allocations {
    /// Why nothing is counted; nil where it is.
    public static var unavailable: String? {
        csystem_counts_allocations() ? nil : "the allocator is counted with glibc alone, and not under a sanitizer"
    }

    /// Allocations the current thread makes in `body`; nil where they are not counted.
    public static func count(in body: () -> Void) -> Int? {
        guard unavailable == nil else { return nil }
        let before = csystem_thread_allocations()
        body()
        return Int(csystem_thread_allocations() - before)
    }

    /// The most heap the process held during `body` beyond what it held before, in bytes; nil where it is not
    /// counted. Meaningful while no other thread allocates.
    public static func peak<Result>(in body: () throws -> Result) rethrows -> (result: Result, bytes: Int?) {
        csystem_reset_peak()
        let before = csystem_process_heap().live_bytes
        let result = try body()
        let peak = csystem_process_heap().peak_bytes - before
        return (result, unavailable == nil ? Int(peak) : nil)
    }
}
