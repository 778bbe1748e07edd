extension Report {
    /// A row of the table of metrics in `results/README.md`.
    public struct MetricDefinition: Sendable {
        /// As it stands in a report.
        public let name: String
        /// One of ``Report/units``.
        public let unit: String
        /// Which direction is better.
        public let better: Direction
        /// How the figure is usually obtained; a report says how it was in its own case.
        public let provenance: [Provenance]
        /// How the figure behaves when a run is repeated.
        public let repetition: Repetition
        /// In ``unit``: what the same program gives may differ by so much from run to run without saying anything.
        public let slack: Double
        /// What the figure says, in a sentence.
        public let meaning: String

        init(
            name: String, unit: String, better: Direction, provenance: [Provenance], repetition: Repetition = .varies,
            slack: Double = 0, meaning: String
        ) {
            self.name = name
            self.unit = unit
            self.better = better
            self.provenance = provenance
            self.repetition = repetition
            self.slack = slack
            self.meaning = meaning
        }
    }

    /// How a figure behaves when a run is repeated, which decides how two runs may be held against each other by it.
    public enum Repetition: Sendable {
        /// It differs from run to run: only several launches tell a change from noise.
        case varies
        /// The same program with the same seed gives it again to the last digit, or within ``MetricDefinition/slack``.
        case exact
        /// It is arithmetic on the case's work and other metrics of it, which say all there is to say.
        case redundant
    }

    /// In bytes: glibc hands out up to 16 more for a block where the rest of its hole would be too small, which depends on
    /// what was freed before; seen to make up to 64 over the blocks of a case.
    private static let allocatorSlack = 256.0

    /// Every metric with a name of its own, in the order in which people want to see them.
    public static let metricDefinitions: [MetricDefinition] = [
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
        .init(
            name: "energy", unit: "J", better: .lower, provenance: [.measured, .modelled],
            meaning:
                "Energy of one call; where it is modelled, of what lies between two updates of a model, without what both ways cost alike."
        ),
        .init(
            name: "energy.fixed", unit: "J", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning:
                "Of a modelled energy, what transmissions cost whatever they carry: wake-up, connection, promotion, tail."
        ),
        .init(
            name: "energy.marginal", unit: "J", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "Of a modelled energy, what is carried costs: packets with headers, spaces and acknowledgements."),
        .init(
            name: "energy.maintenance", unit: "J", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "Of a modelled energy, what staying reachable costs."),
        .init(
            name: "energy.compute", unit: "J", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "Of a modelled energy, what training costs."),
        .init(
            name: "battery.life", unit: "s", better: .higher, provenance: [.modelled], repetition: .exact,
            meaning: "How long a battery lasts, with everything that the device does beside."),
        .init(
            name: "time.air", unit: "s", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "For how long a radio occupies its link between two updates."),
        .init(
            name: "time.compute", unit: "s", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "For how long a processor trains between two updates."),
        .init(
            name: "time.gradient", unit: "s", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Median time in which a worker computes the gradient of its part of a batch."),
        .init(
            name: "time.encode", unit: "s", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Median time from a worker's gradient to its message."),
        .init(
            name: "time.transfer", unit: "s", better: .lower, provenance: [.measured], repetition: .exact,
            meaning:
                "Median time of a step until all workers' messages are there, over TCP between processes of this machine."
        ),
        .init(
            name: "time.decode", unit: "s", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Median time from all workers' messages to their mean."),
        .init(
            name: "probability", unit: "1", better: .higher, provenance: [.modelled], repetition: .exact,
            meaning: "How probable it is that training is possible and costs less than sending, or is the only way."),
        .init(
            name: "break-even", unit: "1", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "N*: the batches between two updates from which on training costs less than sending them."),
        .init(
            name: "accuracy", unit: "1", better: .higher, provenance: [.measured], repetition: .exact,
            meaning: "Share of a task's examples that a trained model gets right."),
        .init(
            name: "accuracy.ratio", unit: "1", better: .higher, provenance: [.derived], repetition: .exact,
            meaning:
                "`accuracy` by that of the group's baseline, each pair trained from the same lot."),
        .init(
            name: "loss", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "Mean cross-entropy in nats of a trained model over a task's examples."),
        .init(
            name: "sqnr", unit: "dB", better: .higher, provenance: [.derived], repetition: .exact,
            meaning:
                "Signal to quantisation noise of the output, held against FP64; over many inputs with the interval that "
                + "other inputs would give."),
        .init(
            name: "error.max-lsb", unit: "1", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Largest error of the output, in steps of the output's quantisation."),
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
                "Norm of what the mean of messages with several lots is off by, by that of the "
                + "gradient; of n unbiased ones it is about √(`variance.relative` ÷ n)."),
        .init(
            name: "variance.relative", unit: "1", better: .lower, provenance: [.derived], repetition: .exact,
            meaning:
                "Mean square of what messages with several lots differ from their mean by, by "
                + "that of the gradient."),
        .init(
            name: "residual.relative", unit: "1", better: .lower, provenance: [.derived], repetition: .exact,
            meaning:
                "Norm of what error feedback carries over after some messages of the same gradient, "
                + "by that of the gradient."),
        .init(
            name: "entropy", unit: "1", better: .higher, provenance: [.derived], repetition: .exact,
            meaning: "Shannon's entropy of a message's single bytes, in bits a byte."),
        .init(
            name: "memory.peak", unit: "B", better: .lower, provenance: [.derived, .measured], repetition: .exact,
            slack: allocatorSlack,
            meaning:
                "The most memory held in a call: packed weights, inputs, outputs and workspace. Of our own kernels the sum "
                + "of these; of a library what the allocator shows it and its buffers to hold, and to take in a call."),
        .init(
            name: "memory.resident", unit: "B", better: .lower, provenance: [.measured],
            meaning:
                "The most memory that a command, or the largest of its processes, held resident, shared pages included."
        ),
        .init(
            name: "memory.prepare", unit: "B", better: .lower, provenance: [.measured], repetition: .exact,
            slack: allocatorSlack,
            meaning:
                "The most memory held while a case is prepared, what it keeps included: of the second of two preparations."
        ),
        .init(
            name: "allocations", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning:
                "Blocks that one call asks the allocator for: none in our own kernels; in libraries of others, theirs."),
        .init(
            name: "memory.weights", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Packed weights of a model, biases and scales included."),
        .init(
            name: "memory.activations", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning:
                "Input and output of a model and the arena of all tensors between them. In training, outputs of steps and what "
                + "the backward pass keeps of them, when memory is fullest."),
        .init(
            name: "memory.planned", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning:
                "What a training step takes as planned before anything is allocated: the sum of the next six and "
                + "`memory.activations`."
        ),
        .init(
            name: "memory.input", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "The inputs of a batch in training."),
        .init(
            name: "memory.parameters", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Weights and biases in training."),
        .init(
            name: "memory.optimiser", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "What the optimiser remembers of the parameters that are updated."),
        .init(
            name: "memory.gradients", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Gradients by tensors and parameters, when memory is fullest."),
        .init(
            name: "memory.workspace", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Packed weights and what kernels work in, when memory is fullest."),
        .init(
            name: "memory.gaps", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "What nothing uses of the memory that all tensors of a training step share."),
        .init(
            name: "memory.formula", unit: "B", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "What tiny-training's published estimate says of the same update, for one example in 8 bits."),
        .init(
            name: "memory.formula-fp32", unit: "B", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "The same estimate for the batch in FP32."),
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

    /// The table's row for a metric; nil for counters and what is no metric.
    public static func definition(of metric: String) -> MetricDefinition? {
        definitions[metric]
    }

    private static let definitions = Dictionary(uniqueKeysWithValues: metricDefinitions.map { ($0.name, $0) })

    /// Metrics without repetitions in the order of the table: those with a name of their own, then counters by name.
    public static func inOrder(_ metrics: some Sequence<String>) -> [String] {
        Set(metrics).sorted { left, right in (ranks[left] ?? .max, left) < (ranks[right] ?? .max, right) }
    }

    private static let ranks = Dictionary(uniqueKeysWithValues: metricDefinitions.enumerated().map { ($1.name, $0) })

    /// How a metric behaves when a run is repeated; counts of a simulator are exact, other counts vary.
    public static func repetition(of metric: String, provenance: Provenance) -> Repetition {
        definition(of: metric)?.repetition ?? (provenance == .simulated ? .exact : .varies)
    }

    /// What a metric may differ by from run to run without saying anything, in its unit.
    public static func slack(of metric: String) -> Double {
        definition(of: metric)?.slack ?? 0
    }

    /// Whether a metric's name has the form of a counter as PAPI spells it: a preset (`PAPI_TOT_INS`), an
    /// event with its component or PMU (`perf::PAGE-FAULTS`, `rapl:::PP0_ENERGY:PACKAGE0`), or a bare native
    /// event in capitals with its masks (`INST_RETIRED:ANY_P`).
    public static func isCounter(_ metric: String) -> Bool {
        metric.wholeMatch(
            of: /PAPI_[A-Z0-9_]+|[A-Za-z0-9_]+:::?[A-Za-z0-9_.:=\-]+|[A-Z][A-Z0-9_.]*(:[A-Za-z0-9_.=\-]+)*/)
            != nil
    }
}
