import CAllocations
import Foundation

/// What the process holds.
struct ProcessMemory {
    /// Bytes from the allocator.
    var heap: Int
    /// Bytes of pages that are no file's, as the kernel counts them one by one; what was mapped past the allocator shows here.
    var pages: Int

    static func now() throws -> ProcessMemory {
        let pages = try anonymousPages()
        return ProcessMemory(heap: Int(callocations_process_heap().live_bytes), pages: pages)
    }

    private struct NoCount: Error {}

    private static func anonymousPages() throws -> Int {
        for line in try String(contentsOfFile: "/proc/self/smaps_rollup", encoding: .utf8).split(separator: "\n") {
            guard line.hasPrefix("Anonymous:") else { continue }
            guard let kilobytes = Int(line.dropFirst(10).dropLast(3).filter { $0 != " " }) else { break }
            return kilobytes * 1024
        }
        throw NoCount()
    }
}
