import Statistics

/// Gradients for golden messages, made without a function whose last bit another machine could give otherwise.
enum GoldenInput: String, Codable {
    /// A sum of four uniform numbers.
    case bell
    /// The same times 2^-20 … 2^19.
    case heavy
    /// Zeros of both signs but for one in eight.
    case sparse
    /// Few magnitudes, each many times.
    case ties
    case zeros
    /// Up to 2^126.
    case huge
    /// Subnormal numbers.
    case tiny

    /// The gradient of a step.
    func gradient(_ count: Int, seed: UInt64, step: Int) -> [Float] {
        var generator = SeededGenerator(seed: seed, stream: "\(rawValue) \(step)")
        return (0..<count).map { _ in number(&generator) }
    }

    private func number(_ generator: inout SeededGenerator) -> Float {
        switch self {
        case .bell: Self.bell(&generator)
        case .heavy:
            Self.bell(&generator) * Float(sign: .plus, exponent: generator.integer(below: 40) - 20, significand: 1)
        case .sparse:
            switch generator.integer(below: 8) {
            case 0: Self.bell(&generator)
            case 1: -0.0
            default: 0
            }
        case .ties: [-1, -0.5, -0.0, 0, 0.25, 0.5, 1][generator.integer(below: 7)]
        case .zeros: 0
        case .huge: Self.bell(&generator) * 0x1p126
        case .tiny: Float(generator.integer(below: 2001) - 1000) * .leastNonzeroMagnitude
        }
    }

    /// Between −1 and 1, with 18 bits.
    private static func bell(_ generator: inout SeededGenerator) -> Float {
        let sum = (0..<4).reduce(0) { sum, _ in sum + generator.integer(below: 1 << 16) }
        return Float(sum - (1 << 17)) * 0x1p-17
    }
}
