import Statistics

/// Inputs by their number: the same for the same seed and name everywhere. Each has a brightness and a contrast of its own,
/// within −1 ... 1, as an average over an image would tell inputs of one distribution apart no more.
public struct InputStream: Sendable {
    private let seed: UInt64
    private let name: String
    private let count: Int

    /// - Parameters:
    ///   - seed: of a run.
    ///   - name: tells streams of one seed apart, such as `calibration of kws`.
    ///   - count: elements of an input.
    public init(seed: UInt64, name: String, count: Int) {
        self.seed = seed
        self.name = name
        self.count = count
    }

    /// The input of this number, from 0.
    public subscript(index: Int) -> [Float] {
        var generator = SeededGenerator(seed: seed, stream: "\(name), \(index)")
        let contrast = 0.25 + 0.75 * generator.uniform()
        let brightness = (1 - contrast) * generator.symmetric()
        return (0..<count).map { _ in Float(brightness + contrast * generator.symmetric()) }
    }
}
