import EnergyModels
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

    /// Of a step: forward and both products of backward, each as many as there are parameters.
    private func macs(_ trained: TrainedTask) -> Int? {
        trained.sent(CodecPlanner.baseline).map { 3 * trained.task.batch * Int($0.bytes) / MemoryLayout<Float>.size }
    }

    private func answer(_ trained: TrainedTask, _ sent: TrainedTask.Sent, _ radio: RadioProfile) -> Answer? {
        guard let macs = macs(trained),
            let question = Question(
                exchange: Exchange(
                    raw: raw(trained), update: ByteCount(Int(sent.bytes.rounded(.up))), every: device.every),
                radio: radio,
                compute: .modelled(
                    macs: macs, .fp32, device.processor, overhead: Scenario.Learning.usualOverhead))
        else { return nil }
        return Answer(
            sent: sent, odds: MonteCarlo(question, draws: Self.draws, seed: seed), breakEven: BreakEven(question))
    }

    private func source(_ radio: RadioProfile) -> String? { Citation(radio.numbers + device.processor.numbers).text }

    private func cell(_ trained: TrainedTask, _ radio: RadioProfile, _ answer: Answer) -> Report.Finding {
        let (ratio, name) = (answer.odds.ratio, answer.sent.codec.name)
        return .init(
            name: "update-by-sending.\(trained.task.stream.rawValue).\(radio.name):codec=\(name)", value: ratio.median,
            unit: "1", interval: .init(ratio.low, ratio.high), provenance: .modelled,
            statement: "\(trained.task.name), \(name) over \(radio.title): training and sending its message costs "
                + "\(decimals(ratio.median))× what sending \(raw(trained)) of examples does; less in "
                + "\(percent(answer.odds.training)) of the draws",
            source: source(radio))
    }

    /// Which codec turns sending into training, first of those that are not shown to lose accuracy.
    private func overview(_ trained: TrainedTask, _ radio: RadioProfile, _ answers: [Answer]) -> Report.Finding? {
        guard let plain = answers.first(where: { $0.sent.codec.name == CodecPlanner.baseline }) else { return nil }
        let turning = answers.filter { $0.odds.training >= MonteCarlo.coverage }
        let best = turning.filter { !$0.sent.loses }.min { $0.odds.ratio.median < $1.odds.ratio.median }
        let share = percent(MonteCarlo.coverage)
        var words =
            "\(trained.task.name) over \(radio.title), \(counted(trained.task.batch, "example")) of \(raw(trained)) together "
            + "each \(device.every), \(device.processor.title): training with FP32's message costs "
            + "\(decimals(plain.odds.ratio.median))× what sending the examples does; "
        if let best {
            words +=
                "with \(best.sent.codec.name) \(decimals(best.odds.ratio.median))×, the least of those that turn sending "
                + "into training and are not shown to lose"
        } else {
            words += "no codec that is not shown to lose makes training cheaper in \(share) of the draws"
        }
        let losing = turning.filter(\.sent.loses).map(\.sent.codec.name)
        if !losing.isEmpty { words += " (\(losing.joined(separator: ", ")) would, but lose accuracy)" }
        words += ". One message for several batches: " + batches(plain, answers)
        let ratio = (best ?? plain).odds.ratio
        return .init(
            name: "send-or-train.\(trained.task.stream.rawValue).\(radio.name)", value: ratio.median, unit: "1",
            interval: .init(ratio.low, ratio.high), provenance: .modelled, statement: words, source: source(radio))
    }

    /// From how many batches a message on training costs less, with every number at its value.
    private func batches(_ plain: Answer, _ answers: [Answer]) -> String {
        func words(_ answer: Answer) -> String {
            answer.from.map { "from \(counted($0, "batch", plural: "batches")) on" } ?? "never"
        }
        let all = answers.filter { !$0.sent.loses && $0.sent.codec.name != CodecPlanner.baseline }
        guard let best = all.min(by: { $0.from ?? .max < $1.from ?? .max }), best.from != nil else {
            return plain.from == nil
                ? "training never costs less" : "training costs less with FP32 alone, \(words(plain))"
        }
        return "training costs less with \(best.sent.codec.name) \(words(best)), with FP32 \(words(plain))"
    }
}
