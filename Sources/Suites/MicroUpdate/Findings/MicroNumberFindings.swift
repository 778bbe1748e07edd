import MicroLearning
import Report

/// What learning from every event comes to in other numbers than FP32.
struct MicroNumberFindings {
    let learnt: [MicroLearnt]

    func all() -> [Report.Finding] {
        learnt.flatMap { learnt -> [Report.Finding] in
            guard let own = learnt.entry(.everyEvent)?.figure("accuracy.after") else { return [] }
            return learnt.ways.filter { $0.way.policy == .everyEvent }.compactMap { entry in
                guard let figure = entry.figure("accuracy.after") else { return nil }
                return .init(
                    name: "numbers.\(learnt.scenario.name):precision=\(entry.way.precision.rawValue)",
                    value: figure.value, unit: "1", interval: figure.interval, provenance: .measured,
                    statement:
                        "\(learnt.scenario.title), learning from every event in \(entry.way.precision.rawValue): \(points(figure)) "
                        + "\(learnt.scenario.hit) after the change; \(points(own)) in FP32")
            }
        }
    }
}
