extension Report {
    /// What goes over a link, and what it loses.
    static let messageMetrics: [MetricDefinition] = [
        .init(
            name: "bytes.wire", unit: "B", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Bytes that go over the link for one message, headers included."),
        .init(
            name: "bytes.socket", unit: "B", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Bytes that a worker's sockets wrote in a step, framing and messages to all others."),
        .init(
            name: "bytes.formula", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Bytes of a message's payload by the arithmetic of its format, without its header."),
        .init(
            name: "ratio.wire", unit: "1", better: .higher, provenance: [.derived], repetition: .exact,
            meaning: "Bytes of a gradient in FP32 by those of its message, headers included."),
        .init(
            name: "error.relative", unit: "1", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Euclidean norm of what a decoded gradient is off by, by that of the gradient."),
        .init(
            name: "cosine", unit: "1", better: .higher, provenance: [.derived], repetition: .exact,
            meaning: "Cosine of the angle between a gradient and what was decoded from its message."),
        .init(
            name: "bias.relative", unit: "1", better: .lower, provenance: [.derived], repetition: .exact,
            meaning:
                "Norm of what the mean of messages with several seeds is off by, by that of the "
                + "gradient; of n unbiased ones it is about √(`variance.relative` ÷ n)."),
        .init(
            name: "variance.relative", unit: "1", better: .lower, provenance: [.derived], repetition: .exact,
            meaning:
                "Mean square of what messages with several seeds differ from their mean by, by "
                + "that of the gradient."),
        .init(
            name: "residual.relative", unit: "1", better: .lower, provenance: [.derived], repetition: .exact,
            meaning:
                "Norm of what error feedback carries over after some messages of the same gradient, "
                + "by that of the gradient."),
        .init(
            name: "entropy", unit: "1", better: .higher, provenance: [.derived], repetition: .exact,
            meaning: "Shannon's entropy of a message's single bytes, in bits a byte."),
    ]
}
