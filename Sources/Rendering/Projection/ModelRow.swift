import Report

/// A whole model in one variant: what it gains in time and what it costs.
struct ModelRow {
    let model: String
    let variant: String
    let time: String
    /// Against the group's baseline.
    let speedup: String
    /// Packed weights and activations.
    let memory: String
    /// The most that is held in a call.
    let peak: String
    let sqnr: String
    let error: String

    /// The headings of the row's columns; figures stand to the right.
    static let columns: [TextTable.Column] = [
        .init("Model"), .init("Variant"), .init("Time", .trailing), .init("Speed-up", .trailing),
        .init("Weights + activations", .trailing), .init("Peak memory", .trailing), .init("SQNR", .trailing),
        .init("Largest error in steps", .trailing),
    ]

    var cells: [String] { [model, variant, time, speedup, memory, peak, sqnr, error] }

    /// The models of a question that have figures, in the order of the report.
    static func all(in question: Question) -> [ModelRow] {
        question.cases.filter { $0.parameters["kind"] == .text("model") && $0.hasFigures }.map {
            ModelRow($0, question)
        }
    }

    private init(_ each: Report.Case, _ question: Question) {
        func figure(_ metric: String) -> Figure? { each.value(metric).map { Figure($0, named: metric) } }
        model = each.workload
        variant = each.variant
        time = figure("time")?.full ?? ""
        speedup =
            question.comparison(of: each, by: "time").map { comparison in
                let gain = Gain(comparison, better: .lower)
                return "\(gain.figure.full) \(gain.verdict.sign)"
            } ?? (question.isBaseline(each) ? "baseline" : "")
        memory = [figure("memory.weights"), figure("memory.activations")].compactMap { $0?.number }.joined(
            separator: " + ")
        peak = figure("memory.peak")?.number ?? ""
        sqnr = figure("sqnr")?.number ?? ""
        error = figure("error.max-lsb")?.number ?? ""
    }
}
