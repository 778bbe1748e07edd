extension BufferRing {
    /// One copy of some floats, and bytes behind it that may be read.
    convenience init(of floats: [Float], slack: Int = 0) {
        self.init(byteCount: floats.count * MemoryLayout<Float>.stride, slack: slack) { destination in
            floats.withUnsafeBytes { destination.write($0) }
        }
    }

    /// One copy of so many floats.
    convenience init(floats count: Int) { self.init(byteCount: count * MemoryLayout<Float>.stride) }

    /// The first copy.
    var floats: UnsafeMutablePointer<Float> { self[0].assumingMemoryBound(to: Float.self) }

    /// Its first elements.
    func values(_ count: Int) -> [Float] { Array(UnsafeBufferPointer(start: floats, count: count)) }

    /// One copy of so many zeros.
    convenience init(zeros count: Int) {
        let bytes = count * MemoryLayout<Float>.stride
        self.init(byteCount: bytes) { $0.initializeMemory(as: UInt8.self, repeating: 0, count: bytes) }
    }

    /// Makes all floats no numbers, so that what a call does not write is seen.
    func poison() { self[0].initializeMemory(as: UInt8.self, repeating: 0xFF, count: byteCount) }
}
