import Foundation
import Statistics
import TestSupport
import Testing

/// What the elements of a gradient can be like.
enum GradientKind: String, CaseIterable {
    case gaussian
    /// Student's t with two degrees of freedom, which has no variance.
    case heavyTailed
    case sparse, constant, zero, subnormal
    /// Around 1e30.
    case huge
    /// A few magnitudes in both signs: many are equal.
    case mixedSigns
    case negativeZeros

    /// All but those that FP16 cannot hold.
    static let moderate = allCases.filter { $0 != .huge }

    func elements(_ count: Int, using generator: inout SeededGenerator) -> [Float] {
        let own = Float(generator.gaussian())
        return (0..<count).map { _ in
            switch self {
            case .gaussian: return Float(0.01 * generator.gaussian())
            case .heavyTailed:
                let square = -log(1 - generator.uniform())
                return Float(0.01 * generator.gaussian() / max(square, 1e-9).squareRoot())
            case .sparse: return generator.integer(below: 20) == 0 ? Float(generator.gaussian()) : 0
            case .constant: return own
            case .zero: return 0
            case .subnormal: return Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()) & 0x807F_FFFF)
            case .huge: return Float(1e30 * generator.gaussian())
            case .mixedSigns: return Float(generator.integer(below: 9) - 4) * 0.25
            case .negativeZeros: return [-0.0, 0, -0.0, 0.01, -0.01][generator.integer(below: 5)]
            }
        }
    }

    /// 200 numbers of elements: around powers of two and tiles, small odd ones, and some beyond where samples begin.
    static func sizes(using generator: inout SeededGenerator) -> [Int] {
        let edges = [
            0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1023, 1024, 1025, 4095, 4096,
            4097, 5120, 5121, 8191, 8193, 65_536, 65_537,
        ]
        let large = (0..<4).map { _ in 65_538 + generator.integer(below: 50_000) }
        let rest = (0..<200 - edges.count - large.count).map { _ in Int(exp(8 * generator.uniform())) | 1 }
        return edges + large + rest
    }
}

/// A codec with the laws it is under.
struct LawTrial: CustomTestStringConvertible {
    let codec: String
    var kinds = GradientKind.allCases
    let laws: [TransferLaw]

    var testDescription: String { codec }

    /// Sends 200 gradients of random sizes, kinds in turn; what the first that breaks a law is told.
    func violation() throws -> String? {
        var generator = SeededGenerator(for: "laws of \(codec)")
        for (index, count) in GradientKind.sizes(using: &generator).enumerated() {
            let kind = kinds[(index + generator.integer(below: 2)) % kinds.count]
            let transfer = try Sender(codec, count: count, seed: generator.next())
                .send(kind.elements(count, using: &generator))
            for law in laws {
                if let text = law(transfer) { return "\(count) elements, \(kind): \(text)" }
            }
        }
        return nil
    }
}
