import Compression
import EnergyModels
import Foundation
import Measurement
import Quantities
import Report

/// Which codec a link asks for: what a training step takes over it, and which of the codecs that lose no accuracy sends the least
/// or is the fastest.
struct LinkFindings {
    let trained: [TrainedTask]
    let links: [Link]
    let seed: UInt64

    private static let draws = 2000

    /// A codec over a link.
    struct Step {
        var sent: TrainedTask.Sent
        var time: Double
        var interval: Report.Interval
        var energy: MonteCarlo.Spread?
        var pattern: String
    }

    /// Steps of all codecs over a link.
    func steps(_ trained: TrainedTask, over link: Link) -> [Step] {
        trained.codecs.map { sent in
            let (workers, work) = (trained.task.workers, sent.work)
            let isSummable = sent.isSummable
            let cost = link.cost(
                bytes: sent.bytes, workers: workers, isSummable: isSummable, every: Seconds(work.value))
            guard case .radio(let radio) = link else {
                let time = cost.time.value
                return Step(
                    sent: sent, time: work.value + time,
                    interval: .init(work.interval.low + time, work.interval.high + time), energy: nil,
                    pattern: cost.pattern)
            }
            let bytes = ByteCount(Int(sent.bytes.rounded(.up)))
            let spreads = radio.spreads(draws: Self.draws, seed: seed) { model in
                let sent = model.transmission(inStepsOf: Seconds(work.value), bytes: bytes)
                return [sent.time.value, sent.energy.value]
            }
            return Step(
                sent: sent, time: work.value + spreads[0].median,
                interval: .init(work.interval.low + spreads[0].low, work.interval.high + spreads[0].high),
                energy: spreads[1], pattern: cost.pattern)
        }
    }

    /// The best codecs of each task and link.
    var overview: [Report.Finding] {
        trained.flatMap { trained in
            [accuracies(trained)].compactMap { $0 } + links.compactMap { best(trained, over: $0) }
        }
    }

    /// Time and energy of each.
    var steps: [Report.Finding] {
        trained.flatMap { trained in
            links.flatMap { link in
                steps(trained, over: link).flatMap { step -> [Report.Finding] in
                    let place = "\(trained.task.stream.rawValue).\(link.name):codec=\(step.sent.codec.name)"
                    let words = "\(trained.task.name), \(step.sent.codec.name) over \(link.title)"
                    let time = Report.Finding(
                        name: "step-time.\(place)", value: step.time, unit: "s", interval: step.interval,
                        provenance: provenance(link),
                        statement:
                            "\(words): \(Seconds(step.time)) until its message is sent, of which \(Seconds(step.sent.work.value)) are "
                            + "work (\(step.pattern))",
                        source: source(link))
                    guard let energy = step.energy else { return [time] }
                    return [
                        time,
                        .init(
                            name: "step-energy.\(place)", value: energy.median, unit: "J",
                            interval: .init(energy.low, energy.high), provenance: .modelled,
                            statement:
                                "\(words): a message of \(ByteCount(Int(step.sent.bytes))) costs \(Joules(energy.median))",
                            source: source(link)),
                    ]
                }
            }
        }
    }

    func source(_ link: Link) -> String? {
        if case .radio(let radio) = link { Citation(radio.numbers).text } else { nil }
    }

    /// A network's time is arithmetic on its rate.
    func provenance(_ link: Link) -> Report.Provenance {
        if case .radio = link { .modelled } else { .derived }
    }

    private func points(_ share: Double) -> String { decimals(100 * share) + " %" }

    /// What codecs do to learning.
    private func accuracies(_ trained: TrainedTask) -> Report.Finding? {
        guard let dense = trained.codecs.first(where: { $0.codec.name == CodecPlanner.baseline }) else { return nil }
        let losing = trained.codecs.filter(\.loses).sorted { $0.accuracy.value < $1.accuracy.value }
        let alike = trained.codecs.filter { $0.isAlike && $0.codec.name != CodecPlanner.baseline }
        let lost = losing.map { "\($0.codec.name) (\(points($0.accuracy.value)))" }.joined(separator: ", ")
        return .init(
            name: "learning.\(trained.task.stream.rawValue):workers=\(trained.task.workers)",
            value: dense.accuracy.value,
            unit: "1", interval: dense.accuracy.interval, provenance: .measured,
            statement:
                "\(trained.task.name), \(counted(trained.task.workers, "worker")): FP32 finds \(points(dense.accuracy.value)) "
                + "of others' examples; \(alike.count) of \(trained.codecs.count - 1) codecs are shown to keep "
                + "\(percent(TrainedTask.kept)) of that, at 95 % for all; "
                + (losing.isEmpty ? "none is shown to lose" : "shown to lose: \(lost)"))
    }

    /// The fastest of those that lose nothing, as far as that is shown, and of those that are not shown to lose.
    private func best(_ trained: TrainedTask, over link: Link) -> Report.Finding? {
        let steps = steps(trained, over: link)
        guard let half = steps.first(where: { $0.sent.codec.name == "fp16" }),
            let shown = steps.filter(\.sent.isAlike).min(by: { $0.time < $1.time }),
            let likely = steps.filter({ !$0.sent.loses }).min(by: { $0.time < $1.time })
        else { return nil }
        var words =
            "\(trained.task.name) over \(link.title): with \(percent(TrainedTask.kept)) of FP32's accuracy shown, \(words(shown))"
        if likely.sent.codec.name != shown.sent.codec.name {
            words +=
                "; of those not shown to lose any, \(self.words(likely)), \(points(likely.sent.accuracy.value)) right"
        }
        if shown.sent.codec.name != "fp16" { words += "; FP16 \(self.words(half, isNamed: false))" }
        return .init(
            name: "best-codec.\(trained.task.stream.rawValue).\(link.name)", value: shown.time, unit: "s",
            interval: shown.interval, provenance: provenance(link), statement: words, source: source(link))
    }

    /// `sign is the fastest: 7.25 KB in 74 ms for 1.4 mJ a step`.
    private func words(_ step: Step, isNamed: Bool = true) -> String {
        let energy = step.energy.map { " for \(Joules($0.median))" } ?? ""
        return (isNamed ? "\(step.sent.codec.name) is the fastest: " : "")
            + "\(ByteCount(Int(step.sent.bytes.rounded()))) in \(Seconds(step.time))\(energy) a step"
    }
}
