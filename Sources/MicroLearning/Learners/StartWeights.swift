import MicroUpdate

/// The parameters a model begins with.
///
/// z = Σ v·w·f + t has a symmetry, v and w may both change their sign, and a saddle where both are 0: there no gradient
/// leads away, as each is the other times something. So gates begin open, w = 1, and all that is known goes into v.
/// Descent in small steps leaves w² − v² as it is (S. S. Du, W. Hu, J. D. Lee, "Algorithmic regularization in learning
/// deep homogeneous models: layers are automatically balanced", NeurIPS 2018, theorem 2.1). From 1 − v² it stays away
/// from the saddle: where |v| < 1, the gate never closes, and where |v| > 1, the coefficient never reaches 0. Each
/// feature goes on learning at a speed, w² + v², of at least |1 − v²|.
public struct StartWeights: Equatable, Sendable {
    /// The counts.
    public let shape: ModelShape
    /// Gates, coefficients, biases.
    public let parameters: [Double]

    /// Gates open, all else 0: every score is ½, and every coefficient learns with the first event.
    public init(untrained shape: ModelShape) {
        self.shape = shape
        parameters = (0..<shape.parameters).map { $0 < shape.features ? 1 : 0 }
    }

    /// The parameters as given.
    /// - Throws: ``MicroLearningError/parameterCount(expected:actual:)``,
    ///   ``MicroLearningError/parameterNotFinite(index:)``.
    public init(shape: ModelShape, parameters: [Double]) throws(MicroLearningError) {
        guard parameters.count == shape.parameters else {
            throw .parameterCount(expected: shape.parameters, actual: parameters.count)
        }
        if let index = parameters.firstIndex(where: { !$0.isFinite }) { throw .parameterNotFinite(index: index) }
        (self.shape, self.parameters) = (shape, parameters)
    }

    /// The same model with all gates open: v·w into v, 1 into w.
    public var opened: StartWeights {
        let count = shape.features
        var opened = parameters
        for place in 0..<count {
            opened[count + place] = parameters[count + place] * parameters[place]
            opened[place] = 1
        }
        return replacing(opened)
    }

    /// Other parameters of the same shape.
    func replacing(_ parameters: [Double]) -> StartWeights { StartWeights(checked: shape, parameters) }

    private init(checked shape: ModelShape, _ parameters: [Double]) {
        (self.shape, self.parameters) = (shape, parameters)
    }

    /// The weights of the features, v·w, and the biases: what two models must share to score alike.
    public static func products(_ parameters: [Double], _ shape: ModelShape) -> [Double] {
        (0..<shape.features).map { parameters[$0] * parameters[shape.features + $0] }
            + parameters[(2 * shape.features)...]
    }
}
