extension Report {
    /// What clocks show, and rates that follow.
    static let measuredMetrics: [MetricDefinition] = [
        .init(
            name: "time", unit: "s", better: .lower, provenance: [.measured],
            meaning:
                "Wall-clock time of one call: the median over the rounds, p50, p95 and p99 of single calls beside it."),
        .init(
            name: "time.ratio", unit: "1", better: .lower, provenance: [.derived],
            meaning:
                "The case's time by that of the reference build which `run.options.reference` names, of resident pairs "
                + "whose epochs alternate."),
        .init(
            name: "time.user", unit: "s", better: .lower, provenance: [.measured],
            meaning: "CPU time of a command in user mode, all its threads and processes together."),
        .init(
            name: "time.system", unit: "s", better: .lower, provenance: [.measured],
            meaning: "CPU time of a command in the kernel, all its threads and processes together."),
        .init(
            name: "throughput", unit: "op/s", better: .higher, provenance: [.derived], repetition: .redundant,
            meaning: "Operations a second: twice the case's MACs by `time`."),
        .init(
            name: "peak-share", unit: "1", better: .higher, provenance: [.derived], repetition: .redundant,
            meaning: "`throughput` by the sustained peak of its precision, measured in the same rounds."),
        .init(
            name: "roofline-share", unit: "1", better: .higher, provenance: [.derived], repetition: .redundant,
            meaning:
                "The time that the roofline allows (the longer of what arithmetic and memory take at least, by the "
                + "roofs of the same rounds; memory alone without multiply-accumulates) by `time`."),
        .init(
            name: "memory-boundness", unit: "1", better: .lower, provenance: [.derived], repetition: .redundant,
            meaning:
                "The time that memory takes at least by the time that arithmetic takes at least: above 1 memory binds, "
                + "below 1 arithmetic."),
        .init(
            name: "intensity", unit: "op/B", better: .higher, provenance: [.derived], repetition: .redundant,
            meaning: "Arithmetic intensity: operations a byte of compulsory traffic."),
        .init(
            name: "bandwidth-share", unit: "1", better: .higher, provenance: [.derived], repetition: .redundant,
            meaning: "`bandwidth` by that of a loop that reads as much, measured in the same rounds."),
        .init(
            name: "bandwidth", unit: "B/s", better: .higher, provenance: [.derived], repetition: .redundant,
            meaning: "Compulsory traffic a second: the case's bytes by `time`."),
    ]
}
