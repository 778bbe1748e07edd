import Quantities
import Report

/// Each codec's accuracy, message, and step over the first link in one table.
extension LinkFindings {
    var glances: [Report.Finding] {
        trained.flatMap { trained -> [Report.Finding] in
            guard let link = links.first else { return [] }
            return steps(trained, over: link).flatMap { step in
                [accuracy(trained, step), message(trained, step), time(trained, step, link)]
                    + [energy(trained, step, link)].compactMap(\.self)
            }
        }
    }

    private func name(_ column: String, _ trained: TrainedTask, _ step: Step) -> String {
        "codecs.\(trained.task.stream.rawValue).\(column):codec=\(step.sent.codec.name)"
    }

    private func accuracy(_ trained: TrainedTask, _ step: Step) -> Report.Finding {
        let verdict =
            step.sent.isAlike
            ? "shown to keep \(percent(TrainedTask.kept))" : step.sent.loses ? "shown to lose" : "neither is shown"
        return .init(
            name: name("accuracy-by-fp32", trained, step), value: step.sent.ratio?.value ?? 1, unit: "1",
            interval: step.sent.ratio?.interval, provenance: .derived,
            statement:
                "\(trained.task.name), \(step.sent.codec.name): \(decimals(100 * step.sent.accuracy.value)) % right; \(verdict)"
        )
    }

    private func message(_ trained: TrainedTask, _ step: Step) -> Report.Finding {
        .init(
            name: name("message", trained, step), value: step.sent.bytes, unit: "B", provenance: .measured,
            statement:
                "\(trained.task.name), \(step.sent.codec.name): a worker's message of a step has \(ByteCount(Int(step.sent.bytes.rounded())))"
        )
    }

    private func time(_ trained: TrainedTask, _ step: Step, _ link: Link) -> Report.Finding {
        .init(
            name: name("time-\(link.name)", trained, step), value: step.time, unit: "s", interval: step.interval,
            provenance: provenance(link),
            statement:
                "\(trained.task.name), \(step.sent.codec.name): a step takes \(Seconds(step.time)) over \(link.title)",
            source: source(link))
    }

    private func energy(_ trained: TrainedTask, _ step: Step, _ link: Link) -> Report.Finding? {
        step.energy.map { energy in
            .init(
                name: name("energy-\(link.name)", trained, step), value: energy.median, unit: "J",
                interval: .init(energy.low, energy.high), provenance: .modelled,
                statement:
                    "\(trained.task.name), \(step.sent.codec.name): a message costs \(Joules(energy.median)) over \(link.title)",
                source: source(link))
        }
    }
}
