/// Mean and variance of each of some numbers, updated by one example at a time without keeping any.
///
/// Source: B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4(3), 1962.
public struct RunningMoments: Sendable, Equatable {
    /// Examples so far.
    public private(set) var examples = 0
    /// The mean of each number.
    public private(set) var means: [Float]
    /// The sum of its squared distances from the mean.
    private var squares: [Float]

    /// - Parameter count: numbers of an example.
    public init(count: Int) {
        means = .init(repeating: 0, count: count)
        squares = means
    }

    /// Takes the next example. Nothing is allocated.
    public mutating func add(_ values: UnsafePointer<Float>) {
        examples += 1
        let share = 1 / Float(examples)
        for i in means.indices {
            let distance = values[i] - means[i]
            means[i] += distance * share
            squares[i] += distance * (values[i] - means[i])
        }
    }

    /// The variance of a number, of the whole population.
    public func variance(_ index: Int) -> Float { examples > 0 ? squares[index] / Float(examples) : 0 }

    /// The standard deviation of a number; 1 where it has not changed so far.
    public func deviation(_ index: Int) -> Float {
        let deviation = variance(index).squareRoot()
        return deviation > 1e-5 ? deviation : 1
    }

    /// What it takes on a device: two numbers each, and the count.
    public var byteCount: Int { 2 * means.count * MemoryLayout<Float>.stride + MemoryLayout<Int32>.stride }
}
