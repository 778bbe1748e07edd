/// What an oracle says of an output.
public struct OracleResult: Sendable, Equatable {
    /// Whether every element that was looked at is right.
    public let passed: Bool
    /// For people: the first wrong element with its index, or how close the worst one came to its bound.
    public let detail: String

    /// A verdict with its explanation.
    public init(passed: Bool, detail: String) {
        self.passed = passed
        self.detail = detail
    }
}

extension LayerShape {
    /// Output pixels (rows of the product) to look at: all of them, or `limit` spread evenly from the first to
    /// the last.
    func sampledPixels(limit: Int?) -> [Int] {
        let m = gemm.m
        guard let limit, limit < m else { return Array(0..<m) }
        guard limit > 1 else { return [0] }
        return (0..<limit).map { $0 * (m - 1) / (limit - 1) }
    }

    /// Where an element of the output is: pixel and channel.
    func place(ofOutput index: Int) -> String {
        "pixel \(index / gemm.n), channel \(index % gemm.n)"
    }
}
