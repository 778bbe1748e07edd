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
    /// Where an element of the output is: pixel and channel.
    func place(ofOutput index: Int) -> String {
        "pixel \(index / gemm.n), channel \(index % gemm.n)"
    }
}
