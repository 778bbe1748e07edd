import Foundation
import Testing

/// Expected values written by `Fixtures/make_training.py`.
struct Fixture: Decodable {
    struct Loss: Decodable {
        let input: [Double]
        let value: Double
        let gradient: [Double]
        let labels: [Int]?
        let targets: [Double]?
    }

    struct Losses: Decodable {
        let softmaxCrossEntropy, binaryCrossEntropy, meanSquaredError: Loss
    }

    struct Normalization: Decodable {
        let output, inputGradient, gammaGradient, betaGradient: [Double]
    }

    struct BatchNorm: Decodable {
        let x, outputGradient, gamma, beta, mean, variance, newMean, newVariance: [Double]
        let epsilon, momentum: Double
        let live, frozen: Normalization
    }

    struct Optimisers: Decodable {
        let start: [Double]
        let gradients: [[Double]]
        let rate: Double
        let sgd, momentum, adam, cosine: [Double]
    }

    let losses: Losses
    let batchNorm: BatchNorm
    let optimisers: Optimisers

    static let shared = Result {
        let url = try #require(
            Bundle.module.url(forResource: "training", withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }
}

/// Where two arrays differ by more than so much of the second one's largest magnitude; nil where they do not.
func difference(_ actual: [Double], _ expected: [Double], relative: Double) -> String? {
    guard actual.count == expected.count else { return "\(actual.count) elements, not \(expected.count)" }
    let tolerance = relative * (expected.map(\.magnitude).max() ?? 0)
    for (index, (a, e)) in zip(actual, expected).enumerated() where !((a - e).magnitude <= tolerance) {
        return "element \(index): expected \(e) ± \(tolerance), got \(a)"
    }
    return nil
}

extension [Float] {
    var doubles: [Double] { map(Double.init) }
}

extension [Double] {
    var floats: [Float] { map { Float($0) } }
}
