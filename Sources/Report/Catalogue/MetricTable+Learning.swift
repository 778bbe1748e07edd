extension Report {
    /// How well something is learnt or computed.
    static let learningMetrics: [MetricDefinition] = [
        .init(
            name: "accuracy", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "Share of a task's examples that a trained model gets right."),
        .init(
            name: "accuracy.ratio", unit: "1", better: .higher, provenance: [.derived], repetition: .exact,
            meaning:
                "`accuracy` by that of the group's baseline, each pair trained from the same seed."),
        .init(
            name: "accuracy.difference", unit: "1", better: .higher, provenance: [.derived], repetition: .exact,
            isDifference: true,
            meaning: "`accuracy` less that of the group's baseline, each pair of the same seed."),
        .init(
            name: "accuracy.before", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "The share of a stream's events that is got right before its first drift."),
        .init(
            name: "accuracy.after", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "The same from the first drift on."),
        .init(
            name: "accuracy.late", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "The same of the last quarter of the events."),
        .init(
            name: "accuracy.gain", unit: "1", better: .higher, provenance: [.derived], repetition: .exact,
            isDifference: true,
            meaning: "`accuracy.after` less that of the model that stays as it is, each pair from the same seed."),
        .init(
            name: "accuracy.new", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "The share of held-out examples from after the drift that the model gets right in the end."),
        .init(
            name: "accuracy.disturbed", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "`accuracy` with the disturbance of the inputs under which it is lowest."),
        .init(
            name: "forgetting", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            isDifference: true,
            meaning: "What accuracy on held-out examples from before the drift has fallen by in the end."),
        .init(
            name: "updates.share", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Updates by events."),
        .init(
            name: "labels.share", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Labels that are asked for by events."),
        .init(
            name: "work.recomputed", unit: "1", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Multiply–accumulates of an update that compute activations again, by all of an update."),
        .init(
            name: "recovery", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning:
                "Events from the end of a drift until the accuracy of a window is back at 95 % of what the model was shipped with: the median of the drifts, all events until the next one where it does not come back; no less than the window."
        ),
        .init(
            name: "recovery.share", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "The share of the drifts after which it comes back."),
        .init(
            name: "detection.delay", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Events from the beginning of a drift to the first alarm, the median of the drifts that are found."
        ),
        .init(
            name: "detection.missed", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Drifts without an alarm within 500 events of their end, or before the next, by all drifts."),
        .init(
            name: "detection.false", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Alarms without a drift by events."),
        .init(
            name: "detection.run-length", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "Values until a false alarm on a stream that does not change: the median over streams."),
        .init(
            name: "detection.quiet", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "Streams without a false alarm by all streams that do not change."),
        .init(
            name: "loss", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Mean cross-entropy in nats of a trained model over a task's examples."),
        .init(
            name: "error.score", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Mean distance of a model's scores, probabilities, from those of the model that it learnt from."),
        .init(
            name: "sqnr", unit: "dB", better: .higher, provenance: [.derived], repetition: .exact,
            meaning:
                "Signal to quantisation noise of the output, held against FP64; over many inputs with the interval that "
                + "other inputs would give."),
        .init(
            name: "error.max-lsb", unit: "1", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Largest error of the output, in steps of the output's quantisation."),
    ]
}
