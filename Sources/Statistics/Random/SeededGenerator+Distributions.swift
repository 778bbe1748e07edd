import RealModule

// The standard library's own `random(in:using:)` and `shuffle(using:)` may change their use of a
// generator between versions; these do not.
extension SeededGenerator {
    /// A number from the uniform distribution on [0, 1), a multiple of 2⁻⁵³.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A number from the normal distribution of mean 0 and variance 1.
    ///
    /// The number of words drawn is the same everywhere; the value may differ in its last bit where the
    /// platform's logarithm does. Source: G. Marsaglia, T. A. Bray, "A convenient method for generating
    /// normal variables", SIAM Review 6(3), 1964 (the polar method; its second value is not kept).
    public mutating func gaussian() -> Double {
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            if square > 0, square < 1 {
                return x * (-2 * .log(square) / square).squareRoot()
            }
        }
    }

    /// An integer from the uniform distribution on 0 ..< `bound`, without bias.
    ///
    /// `bound` must be positive. Source: D. Lemire, "Fast random integer generation in an interval",
    /// ACM Transactions on Modeling and Computer Simulation 29(1), 2019.
    public mutating func integer(below bound: Int) -> Int {
        precondition(bound > 0, "an empty range has no integers")
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold {
                product = next().multipliedFullWidth(by: bound)
            }
        }
        return Int(product.high)
    }

    /// Brings an array into one of its orders, each equally likely (Fisher–Yates, from the end).
    public mutating func shuffle<Element>(_ array: inout [Element]) {
        for last in array.indices.dropFirst().reversed() {
            array.swapAt(last, integer(below: last + 1))
        }
    }
}
