/// Keeps what was made of one workload, as its groups and cases follow each other: what the next one needs has room then.
final class LatestValue<Workload, Value> {
    private let make: (Workload) throws -> Value
    private var kept: (name: String, value: Value)?

    init(_ make: @escaping (Workload) throws -> Value) {
        self.make = make
    }

    /// - Throws: what making it throws.
    func value(of workload: Workload, named name: String) throws -> Value {
        if let kept, kept.name == name { return kept.value }
        kept = nil
        let value = try make(workload)
        kept = (name, value)
        return value
    }
}
