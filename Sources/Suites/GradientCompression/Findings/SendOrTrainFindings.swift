import EnergyModels
import Foundation
import Measurement
import Quantities
import Report

/// What a device does with the examples that it gathers: it sends them for others to learn from, or learns from them and sends its
/// message of the gradient.
struct DeviceQuestion: Sendable {
    var processor: Profile<ProcessorModel>
    /// Bytes of one number of an example as the sensor gives it.
    var sampleByteCount: Int
    /// From one batch to the next.
    var every: Seconds
}

/// With which codec training and sending the update costs less energy than sending the examples, by radio.
struct SendOrTrainFindings {
    let trained: [TrainedTask]
    let links: [Link]
    let device: DeviceQuestion
    let seed: UInt64

    private static let draws = 2000

    /// A codec's answer.
    private struct Answer {
        var sent: TrainedTask.Sent
        /// With a message for each batch.
        var odds: MonteCarlo
        /// From how many batches a message on training costs less.
        var breakEven: BreakEven

        /// The number; nil where no number is enough.
        var from: Int? {
            switch breakEven {
            case .always: 1
            case .from(let batches): batches
            case .upTo, .never: nil
            }
        }
    }

    func all() -> [Report.Finding] {
        let radios = links.compactMap { link -> RadioProfile? in
            if case .radio(let radio) = link { radio } else { nil }
        }
        return trained.flatMap { trained in
            radios.flatMap { radio -> [Report.Finding] in
                let answers = trained.codecs.compactMap { answer(trained, $0, radio) }
                return [overview(trained, radio, answers)].compactMap { $0 }
                    + answers.map { cell(trained, radio, $0) }
            }
        }
    }

    private func raw(_ trained: TrainedTask) -> ByteCount {
        ByteCount(trained.task.batch * trained.task.stream.inputCount * device.sampleByteCount)
    }

    /// Multiply–accumulates of a step: forward and both products of backward, of which the first layer needs none by its input.
    private func macs(_ trained: TrainedTask, elements: Int) -> Int {
        let (hidden, classes) = (trained.task.hidden, trained.task.stream.classCount)
        let outputs = hidden + [classes]
        let weights = elements - outputs.reduce(0, +)
        let behindFirst = zip(outputs, outputs.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        return trained.task.batch * (2 * weights + behindFirst)
    }

    private func answer(_ trained: TrainedTask, _ sent: TrainedTask.Sent, _ radio: RadioProfile) -> Answer? {
        guard let plain = trained.sent(CodecPlanner.baseline), let elements = trained.elements else { return nil }
        // All messages, or their mean in FP32 where that is shorter.
        let reply = min(Double(trained.task.workers) * sent.bytes, plain.bytes)
        guard
            let question = Question(
                exchange: Exchange(
                    raw: raw(trained), update: ByteCount(Int(sent.bytes.rounded(.up))),
                    model: ByteCount(Int(reply.rounded(.up))), every: device.every),
                radio: radio,
                compute: .modelled(
                    macs: macs(trained, elements: elements), .fp32, device.processor,
                    overhead: Scenario.Learning.usualOverhead))
        else { return nil }
        return Answer(
            sent: sent, odds: MonteCarlo(question, draws: Self.draws, seed: seed), breakEven: BreakEven(question))
    }

    private func source(_ radio: RadioProfile) -> String? { Citation(radio.numbers + device.processor.numbers).text }

    private func cell(_ trained: TrainedTask, _ radio: RadioProfile, _ answer: Answer) -> Report.Finding {
        let (ratio, name) = (answer.odds.ratio, answer.sent.codec.name)
        let neither = answer.odds.neither > 0 ? "; in \(percent(answer.odds.neither)) neither is possible" : ""
        return .init(
            name: "update-by-sending.\(trained.task.stream.rawValue).\(radio.name):codec=\(name)", value: ratio.median,
            unit: "1", interval: .init(ratio.low, ratio.high), provenance: .modelled,
            statement:
                "\(trained.task.name), \(name) over \(radio.title): to train, send its message and get the others' costs "
                + "\(times(ratio.median)) what sending \(raw(trained)) of examples does; it is cheaper, or the only way, in "
                + "\(percent(answer.odds.training)) of the draws\(neither)",
            source: source(radio))
    }

    /// Two digits or more.
    private func times(_ ratio: Double) -> String { String(format: ratio < 10 ? "%.2g×" : "%.0f×", ratio) }

    /// Which codec turns sending into training: of those that are shown to be as accurate, and of those not shown to lose.
    private func overview(_ trained: TrainedTask, _ radio: RadioProfile, _ answers: [Answer]) -> Report.Finding? {
        guard let plain = answers.first(where: { $0.sent.codec.name == CodecPlanner.baseline }) else { return nil }
        let share = percent(MonteCarlo.coverage)
        let turning = answers.filter { $0.odds.training >= MonteCarlo.coverage }
        func best(_ isTaken: (TrainedTask.Sent) -> Bool) -> Answer? {
            turning.filter { isTaken($0.sent) }.min { $0.odds.ratio.median < $1.odds.ratio.median }
        }
        let (shown, likely) = (best(\.isAlike), best { !$0.loses })
        var words =
            "\(trained.task.name) over \(radio.title), \(counted(trained.task.batch, "example")) of \(raw(trained)) together "
            + "each \(device.every), \(device.processor.title), coding left out: training with FP32's messages costs "
            + "\(times(plain.odds.ratio.median)) what sending the examples does; "
        if let shown {
            words +=
                "with \(shown.sent.codec.name) \(times(shown.odds.ratio.median)), the least of those shown to keep "
                + "\(percent(TrainedTask.kept)) of the accuracy"
        } else {
            words +=
                "no codec shown to keep \(percent(TrainedTask.kept)) of the accuracy makes training cheaper in \(share) of the draws"
        }
        if let likely, likely.sent.codec.name != shown?.sent.codec.name {
            words += "; of those not shown to lose any, \(likely.sent.codec.name) \(times(likely.odds.ratio.median))"
        }
        if plain.odds.neither > 0 { words += "; in \(percent(plain.odds.neither)) of the draws FP32 can do neither" }
        words += ". One message for several batches, whose accuracy is not known: " + batches(plain, answers)
        return .init(
            name: "send-or-train.\(trained.task.stream.rawValue).\(radio.name)", value: plain.odds.ratio.median,
            unit: "1", interval: .init(plain.odds.ratio.low, plain.odds.ratio.high), provenance: .modelled,
            statement: words, source: source(radio))
    }

    /// For how many batches a message training costs less, with every number at its value.
    private func batches(_ plain: Answer, _ answers: [Answer]) -> String {
        let all = answers.filter { !$0.sent.loses && $0.from != nil }
        // Of those that pay equally soon, the shortest message.
        guard let best = all.min(by: { ($0.from ?? .max, $0.sent.bytes) < ($1.from ?? .max, $1.sent.bytes) }),
            let from = best.from
        else {
            let few = answers.compactMap { answer -> Int? in
                if case .upTo(let batches) = answer.breakEven { batches } else { nil }
            }.max()
            return few.map { "training costs less up to \(counted($0, "batch", plural: "batches")) at best" }
                ?? "training never costs less"
        }
        let other = plain.from.map { "from \($0) on" } ?? "never"
        return
            "training costs less with \(best.sent.codec.name) from \(counted(from, "batch", plural: "batches")) on, with FP32 "
            + other
    }
}
