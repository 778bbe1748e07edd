extension Report {
    /// What devices, radios and batteries spend, and the times of a step's parts.
    static let deviceMetrics: [MetricDefinition] = [
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
            meaning:
                "Of a modelled energy, what computing costs, by its multiply–accumulates alone: of `adaptation` an update, or a prediction of "
                + "what does not learn; of `variants` an event's prediction and its share of updates; else training."
        ),
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
    ]
}
