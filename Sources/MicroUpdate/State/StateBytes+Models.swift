extension FloatingModel {
    /// The bytes that such a model holds.
    /// - Parameter batch: whether it learns from mini-batches.
    @inlinable public static func stateBytes(_ shape: ModelShape, batch: Bool = false) -> StateBytes {
        StateBytes(
            shape, parameter: size(Scalar.self), gradient: batch ? size(Scalar.self) : 0, feature: size(Scalar.self),
            logit: size(Scalar.self), score: size(Scalar.self))
    }
}

extension HalfModel {
    /// The bytes that such a model holds.
    /// - Parameters:
    ///   - batch: whether it learns from mini-batches.
    ///   - stochastic: whether rounding keeps a random state.
    @inlinable public static func stateBytes(
        _ shape: ModelShape, batch: Bool = false, stochastic: Bool = false
    ) -> StateBytes {
        StateBytes(
            shape, parameter: size(UInt16.self), gradient: batch ? size(Float.self) : 0, feature: size(Float.self),
            logit: size(Float.self), score: size(Float.self), optimiser: stochastic ? size(XorShift.self) : 0)
    }
}

extension QuantisedModel {
    /// The bytes that such a model holds where its 8-bit parameters are trained themselves.
    /// - Parameters:
    ///   - batch: whether it learns from mini-batches.
    ///   - stochastic: whether rounding keeps a random state.
    @inlinable public static func stateBytes(
        _ shape: ModelShape, batch: Bool = false, stochastic: Bool = false
    ) -> StateBytes {
        StateBytes(
            shape, parameter: size(Int8.self), gradient: batch ? size(Int32.self) : 0, feature: size(Int8.self),
            logit: size(Int8.self), score: size(UInt8.self), optimiser: stochastic ? size(XorShift.self) : 0,
            constants: LogisticTable.byteCount)
    }
}

extension LatentModel {
    /// The bytes that such a model holds: its FP32 parameters are its weights. 8-bit ones are made of them as needed,
    /// not held.
    /// - Parameter batch: whether it learns from mini-batches.
    @inlinable public static func stateBytes(_ shape: ModelShape, batch: Bool = false) -> StateBytes {
        StateBytes(
            shape, parameter: size(Float.self), gradient: batch ? size(Float.self) : 0, feature: size(Float.self),
            logit: size(Float.self), score: size(Float.self), constants: LogisticTable.byteCount)
    }
}

extension FixedModel {
    /// The bytes that such a model holds.
    /// - Parameter batch: whether it learns from mini-batches.
    @inlinable public static func stateBytes(_ shape: ModelShape, batch: Bool = false) -> StateBytes {
        StateBytes(
            shape, parameter: size(Int16.self), gradient: batch ? size(Int64.self) : 0, feature: size(Int16.self),
            logit: size(Int64.self), score: size(Int32.self))
    }
}
