extension Report {
    /// Arithmetic on counters.
    static let countMetrics: [MetricDefinition] = [
        .init(
            name: "flop-rate", unit: "op/s", better: .higher, provenance: [.derived], repetition: .redundant,
            meaning: "Floating-point operations a second that the processor counted."),
        .init(
            name: "ipc", unit: "1", better: .higher, provenance: [.derived], repetition: .redundant,
            meaning: "Instructions a cycle: PAPI_TOT_INS by PAPI_TOT_CYC."),
        .init(
            name: "mpki.l1d", unit: "1", better: .lower, provenance: [.derived], repetition: .redundant,
            meaning: "Misses of the first-level data cache for 1,000 instructions."),
        .init(
            name: "mpki.l2", unit: "1", better: .lower, provenance: [.derived], repetition: .redundant,
            meaning: "Misses of the second-level cache for 1,000 instructions."),
        .init(
            name: "mpki.l3", unit: "1", better: .lower, provenance: [.derived], repetition: .redundant,
            meaning: "Misses of the third-level cache for 1,000 instructions."),
        .init(
            name: "mpki.branch", unit: "1", better: .lower, provenance: [.derived], repetition: .redundant,
            meaning: "Mispredicted branches for 1,000 instructions."),
        .init(
            name: "mpki.tlb", unit: "1", better: .lower, provenance: [.derived], repetition: .redundant,
            meaning: "Misses of the data TLB for 1,000 instructions."),
    ]
}
