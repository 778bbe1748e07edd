import Kernels

extension CompressionKernels {
    /// The largest magnitude of some elements of a gradient.
    /// - Parameter offset: of the first of them in the gradient, for the error.
    /// - Throws: ``CompressionError/notFinite(index:value:)``.
    func most(
        _ x: UnsafePointer<Float>, count: Int, offset: Int = 0
    ) throws(CompressionError) -> Float {
        let most = mostBits(x, count: count)
        try requireFinite(most, x, count: count, offset: offset)
        return Float(bitPattern: most)
    }

    /// Refuses elements that are not finite.
    func requireFinite(_ x: UnsafePointer<Float>, count: Int) throws(CompressionError) {
        _ = try most(x, count: count)
    }

    /// Refuses elements of which the bits of the largest magnitude are those of no finite number.
    func requireFinite(
        _ most: UInt32, _ x: UnsafePointer<Float>, count: Int, offset: Int
    ) throws(CompressionError) {
        guard most >= Float.infinity.bitPattern else { return }
        let index = (0..<count).first { !x[$0].isFinite } ?? 0
        throw .notFinite(index: offset + index, value: x[index])
    }
}

extension Float {
    /// One of so many equal levels up to a magnitude; the last is finite, however it is rounded.
    static func level(of magnitude: Double, count: Int) -> Float {
        let level = Float(magnitude / Double(count))
        return (Float(count) * level).isFinite ? level : level.nextDown
    }
}
