import MicroLearning

/// In which numbers a small model learns, and when.
struct MicroWay: Hashable {
    var precision: MicroPrecision
    var policy: UpdatePolicy

    /// In ids: `fp32/surprised/0.4`.
    var name: String { "\(precision.rawValue)/\(policy)" }

    /// What the others of a scenario are held against: as accurate as the model that was shipped.
    static let frozen = MicroWay(precision: .fp32, policy: .frozen)

    /// All policies in FP32, then learning from every event in the other precisions.
    static func all(_ precisions: [MicroPrecision], _ policies: [UpdatePolicy]) -> [MicroWay] {
        policies.map { MicroWay(precision: .fp32, policy: $0) }
            + precisions.filter { $0 != .fp32 }.map { MicroWay(precision: $0, policy: .everyEvent) }
    }
}
