/// Memory for data. What is allocated here begins on a cache line, as kernels like it and as nothing of Swift's own does, so that
/// the allocator can tell the two apart.
public enum AlignedMemory {
    /// Bytes of a cache line.
    public static let alignment = 64
}

extension UnsafeMutablePointer where Pointee: BitwiseCopyable {
    /// Memory for elements that begins on a cache line, filled; to be given back with `deallocate()`.
    public static func aligned(repeating value: Pointee, count: Int) -> Self {
        let start = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, count) * MemoryLayout<Pointee>.stride, alignment: AlignedMemory.alignment)
        return start.initializeMemory(as: Pointee.self, repeating: value, count: max(1, count))
    }
}
