import Foundation
import MicroUpdate

/// The model in FP64, written out as its definition says it, with Foundation's functions.
struct ReferenceModel {
    let shape: ModelShape
    /// Gates, coefficients, biases.
    var parameters: [Double]

    func logit(_ features: [Double], context: Int) -> Double {
        let n = shape.features
        return (0..<n).reduce(parameters[2 * n + context]) { $0 + parameters[n + $1] * parameters[$1] * features[$1] }
    }

    func score(_ features: [Double], context: Int) -> Double { 1 / (1 + exp(-logit(features, context: context))) }

    func loss(_ features: [Double], context: Int, label: Double) -> Double {
        let z = logit(features, context: context)
        return max(z, 0) - z * label + log1p(exp(-abs(z)))
    }

    /// The gradient in closed form.
    func gradient(_ features: [Double], context: Int, label: Double) -> [Double] {
        let n = shape.features
        let slope = score(features, context: context) - label
        var gradient = [Double](repeating: 0, count: shape.parameters)
        for i in 0..<n {
            gradient[i] = slope * parameters[n + i] * features[i]
            gradient[n + i] = slope * parameters[i] * features[i]
        }
        gradient[2 * n + context] = slope
        return gradient
    }

    /// The gradient by central differences, extrapolated once.
    func differences(_ features: [Double], context: Int, label: Double) -> [Double] {
        parameters.indices.map { index in
            func slope(_ h: Double) -> Double {
                var (up, down) = (self, self)
                up.parameters[index] += h
                down.parameters[index] -= h
                let rise = up.loss(features, context: context, label: label)
                let fall = down.loss(features, context: context, label: label)
                return (rise - fall) / (up.parameters[index] - down.parameters[index])
            }
            return (4 * slope(0x1p-12) - slope(0x1p-11)) / 3
        }
    }
}
