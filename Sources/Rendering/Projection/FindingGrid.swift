import Report

/// Findings of one kind as a table, such as the speed-ups of five models under six conditions.
///
/// A finding's name reads `KIND.SUBJECT:CONDITIONS`, or `KIND.QUALIFIER.SUBJECT:CONDITIONS` where only a part of the subject
/// is meant or it is meant in another way.
struct FindingGrid {
    /// What is found, as a heading.
    let title: String
    /// How the figures are to be read, and where they come from; empty where another table says it.
    let note: String
    /// Whether a reader wants it first.
    let isHeadline: Bool
    /// The first of them heads the rows' names.
    let columns: [TextTable.Column]
    let rows: [[String]]
    /// The finding behind each cell of ``rows`` but the first of a row.
    let cells: [[Report.Finding?]]
    let findings: [Report.Finding]
    /// Each finding's figure by its name.
    let figures: [String: Figure]
    /// Of each finding by its name what its column tells, where rows are of one condition; none otherwise.
    let headings: [String: String]

    /// The kinds that are tables, in the order in which they are shown.
    private static let kinds = [
        Kind(
            name: "speedup", title: "INT8 against FP32",
            note:
                "Above 1× INT8 is faster. layers: the sum of the model's layers; partial: of those that were measured.",
            isHeadline: true),
        Kind(
            name: "libraries", title: "Native kernels against the fastest library",
            note: "Above 1× the native kernels are faster: geometric means over shapes of a kind, in the same rounds.",
            isHeadline: true),
        Kind(
            name: "training-by-sending", title: "Energy of training by that of sending",
            note:
                "Below 1× training costs less; intervals hold 95 % of the draws of all uncertain numbers. cannot-send, "
                + "cannot-train: the link, the time or the battery forbids it.",
            isHeadline: true, hasTopics: true),
        Kind(
            name: "codecs", title: "Codecs at a glance",
            note:
                "Accuracy by FP32's with the same seeds, which is kept where the whole interval is at 0.99× or above, and lost where it is "
                + "below 1×; bytes of a worker's message; time and energy of a step over the first link.",
            isHeadline: true, hasTopics: true),
        Kind(
            name: "step-time", title: "Time of a training step over a link",
            note:
                "Computing, encoding and decoding as measured here, and the message over the link: up to one in the middle by "
                + "radio, with the waiting that a duty cycle asks for and without the answer, between all workers by network.",
            isHeadline: true, hasTopics: true),
        Kind(
            name: "step-energy", title: "Energy of a step's message by radio",
            note: "Modelled; intervals hold 95 % of the draws of all uncertain numbers of a radio.", isHeadline: true,
            hasTopics: true),
        Kind(
            name: "micro-costs", title: "A score and an update by precision",
            note:
                "Time on this machine; the bytes that are written while it learns (parameters, gradients, optimiser, an event); the stack "
                + "of an update.",
            isHeadline: true, hasTopics: true, row: "precision"),
        Kind(
            name: "policies", title: "When to learn",
            note:
                "Shares of events got right before the change and from it on, of a playlist those played through, each judged before it was "
                + "learnt from; what is gained over the model as shipped, in points, seed by seed, for all policies together at 95 %; updates by events; "
                + "time of a score and of what the policy does with its outcome on this machine, while nothing drifts.",
            isHeadline: true, hasTopics: true, row: "policy", ones: .shares),
        Kind(
            name: "strategies", title: "Strategies under drift",
            note:
                "Shares of events got right, each judged before it was learnt from; what is gained over the frozen model, in points, seed by seed, for all strategies together at 95 %; "
                + "what was forgotten of the old regime, in points; events from a drift's end until accuracy was back at 95 % of what the "
                + "frozen model had; updates and labels by events; memory as planned; time of an event that leads to an update here; "
                + "modelled energy of an event on average, by multiply–accumulates alone, in FP32 where training computes in it.",
            isHeadline: true, hasTopics: true, row: "strategy", ones: .shares, counted: ["recovery"]),
        Kind(
            name: "variants", title: "Variants at a glance",
            note:
                "Percentiles of single predictions on this machine, conversion of inputs and outputs included; memory as planned, of a "
                + "variant that learns all that takes; share of others' examples got right, as they are and under the disturbance "
                + "that leaves least; what learning gains from a drift on, in points; modelled energy of an event, by its "
                + "multiply–accumulates alone, those of weights that are 0 left out; bytes of an update over the air.",
            isHeadline: true, hasTopics: true, row: "variant", ones: .shares),
        Kind(
            name: "robustness", title: "Accuracy under disturbances",
            note:
                "Share of others' examples got right when their signals are disturbed before anything is computed of them.",
            isHeadline: true, hasTopics: true, row: "variant", ones: .shares),
        Kind(
            name: "detectors", title: "Detectors of drifts by themselves",
            note:
                "Values until an alarm, the median over streams: a false one where the error rate is constant, the first after the change "
                + "otherwise.",
            isHeadline: false, ones: .counts),
        Kind(
            name: "numbers", title: "Learning from every event, by precision",
            note: "Share of events from the change on that is got right.", isHeadline: true, ones: .shares),
        Kind(
            name: "update-energy", title: "Modelled energy of an update on other processors",
            note: "Intervals hold 95 % of the draws of all uncertain numbers.", isHeadline: false, hasTopics: true),
        Kind(
            name: "scaling", title: "Bytes that a worker gets in a step",
            note:
                "From all others by all-gather, or by a ring of all-reduce where messages can be summed on their way; as many examples a "
                + "step of all workers together.",
            isHeadline: false, hasTopics: true),
        Kind(
            name: "update-by-sending",
            title: "Energy of training and sending the message by that of sending the examples",
            note:
                "Below 1× the device had better learn than send. Modelled; intervals hold 95 % of the draws of all uncertain numbers.",
            isHeadline: false, hasTopics: true),
        Kind(
            name: "break-even-bandwidth", title: "Bandwidth below which a codec saves time",
            note: "Against FP32 sent as it is. A faster link makes the time that coding takes a loss; 0 is never.",
            isHeadline: false, hasTopics: true),
        Kind(
            name: "energy", title: "Modelled energy of an inference on other processors",
            note:
                "MACs by a published range of joules a MAC; `--set processor=NAME` adds what is published of the models themselves.",
            isHeadline: false),
    ]

    /// The tables, and the findings that are in none of them.
    static func all(of findings: [Report.Finding]) -> (grids: [FindingGrid], rest: [Report.Finding]) {
        let grids = kinds.flatMap { $0.grids(of: findings) }
        let shown = Set(grids.flatMap(\.findings).map(\.name))
        return (grids, findings.filter { !shown.contains($0.name) })
    }

    /// Nil where two findings would stand in one place, or some in none.
    init?(_ kind: Kind, _ findings: [Report.Finding], topic: String? = nil) {
        var texts: [Place: String] = [:]
        var found: [Place: Report.Finding] = [:]
        var figures: [String: Figure] = [:]
        var headings: [String: String] = [:]
        var places: [Place] = []
        for finding in findings {
            let parts = finding.name.split(separator: ":", maxSplits: 1)
            let words = parts[0].split(separator: ".").dropFirst(topic == nil ? 1 : 2).map(String.init)
            guard parts.count == 2, let subject = words.last else { return nil }
            let place = kind.place(subject, parts[1])
            let figure = kind.figure(finding, of: subject)
            let qualifier = words.dropLast().joined(separator: ", ")
            guard texts.updateValue(figure.full + (qualifier.isEmpty ? "" : " (\(qualifier))"), forKey: place) == nil
            else { return nil }
            found[place] = finding
            figures[finding.name] = figure
            headings[finding.name] = kind.row == nil ? nil : place.subject
            places.append(place)
        }
        guard !places.isEmpty else { return nil }
        let (subjects, conditions) = (places.map(\.subject).uniqued(), places.map(\.conditions).uniqued())
        // The longer side goes down the page.
        let isTransposed = kind.row != nil || conditions.count > subjects.count
        let (down, across) = isTransposed ? (conditions, subjects) : (subjects, conditions)
        columns = [.init("")] + across.map { .init($0, .trailing) }
        let grid = down.map { row in
            across.map { column in
                isTransposed ? Place(subject: column, conditions: row) : Place(subject: row, conditions: column)
            }
        }
        rows = zip(down, grid).map { row, places in [row] + places.map { texts[$0] ?? "" } }
        cells = grid.map { places in places.map { found[$0] } }
        title = topic.map { "\(kind.title): \($0)" } ?? kind.title
        // Of a topic, each finding has its own.
        let sources = topic != nil ? [] : findings.compactMap(\.source).uniqued()
        note =
            ([kind.note].filter { !$0.isEmpty }
            + (sources.isEmpty ? [] : ["Sources: \(sources.joined(separator: "; "))."]))
            .joined(separator: " ")
        isHeadline = kind.isHeadline
        self.findings = findings
        self.figures = figures
        self.headings = headings
    }

    /// `warm, kernel`: what tells conditions apart; numbers keep their names.
    static func text(of conditions: some StringProtocol) -> String {
        conditions.split(separator: ",").map { condition in
            let value = condition.drop { $0 != "=" }.dropFirst()
            return value.allSatisfy(\.isNumber) ? String(condition).replacing("=", with: " ") : String(value)
        }.joined(separator: ", ")
    }
}
