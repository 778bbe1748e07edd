import Kernels

extension CompressionKernels {
    /// The largest magnitude of some elements of a gradient.
    /// - Parameter offset: of the first of them in the gradient, for the error.
    /// - Throws: ``CompressionError/notFinite(index:value:)``.
    func most(
        _ x: UnsafePointer<Float>, count: Int, offset: Int = 0
    ) throws(CompressionError) -> Float {
        let most = Float(bitPattern: mostBits(x, count: count))
        guard most.isFinite else {
            let index = (0..<count).first { !x[$0].isFinite } ?? 0
            throw .notFinite(index: offset + index, value: x[index])
        }
        return most
    }

    /// Refuses elements that are not finite.
    func requireFinite(_ x: UnsafePointer<Float>, count: Int) throws(CompressionError) {
        _ = try most(x, count: count)
    }
}

extension Float {
    /// One of so many equal levels up to a magnitude; the last is finite, however it is rounded.
    static func level(of magnitude: Double, count: Int) -> Float {
        let level = Float(magnitude / Double(count))
        return (Float(count) * level).isFinite ? level : level.nextDown
    }
}
