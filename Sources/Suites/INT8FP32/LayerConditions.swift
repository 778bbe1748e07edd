import Kernels

/// The circumstances under which a layer is measured.
struct LayerConditions: Hashable, Sendable {
    var stage: Stage
    var cache: Cache

    /// What the timed call includes.
    enum Stage: String, CaseIterable, Sendable {
        /// Inputs, outputs and packed weights lie ready in the variant's own precision.
        case kernel
        /// The weights are packed in the call.
        case packed
        /// FP32 in, FP32 out: an INT8 variant quantises and dequantises in the call.
        case converted
    }

    /// Where weights and inputs are found.
    enum Cache: String, CaseIterable, Sendable {
        /// The same buffers at each call.
        case warm
        /// Each call takes the next of so many copies that they exceed the last-level cache.
        case cold
    }

    /// As they stand in a case's name.
    var named: [String: String] { ["stage": stage.rawValue, "cache": cache.rawValue] }
}

extension LayerConditions.Stage {
    /// Compulsory traffic of a call in bytes: what is between FP32 tensors where the call converts.
    /// - Parameters:
    ///   - own: without conversion.
    ///   - activations: elements that come in and go out.
    func bytes(own: Int, activations: Int, _ precision: Precision) -> Int {
        guard self == .converted else { return own }
        return own + (Precision.fp32.activationBytes - precision.activationBytes) * activations
    }
}

extension LayerConditions {
    /// `{ stage: …, cache: … }`.
    init(_ node: DefinitionNode) throws {
        let fields = try node.mapping(required: ["stage", "cache"])
        stage = try fields["stage"].choice()
        cache = try fields["cache"].choice()
    }

    /// Every combination of `{ stage: […], cache: […] }`.
    static func product(_ node: DefinitionNode) throws -> [LayerConditions] {
        let fields = try node.mapping(required: ["stage", "cache"])
        let stages: [Stage] = try fields["stage"].list().map { try $0.choice() }
        let caches: [Cache] = try fields["cache"].list().map { try $0.choice() }
        try DefinitionNode.refuseTwice(fields["stage"].list(), names: stages.map(\.rawValue))
        try DefinitionNode.refuseTwice(fields["cache"].list(), names: caches.map(\.rawValue))
        return stages.flatMap { stage in caches.map { LayerConditions(stage: stage, cache: $0) } }
    }
}
