import Kernels
import Measurement

/// What `suites/machine.yaml` says.
struct MachineDefinition: Sendable {
    var modes: ModeBudgets
    var loops: [BandwidthLoop.Kind]
    /// Bytes of the smallest working set, a power of two.
    var smallest: Int
    /// The largest working set in last-level caches.
    var caches: Int
    /// Bytes that no working set exceeds.
    var largest: Int
    /// Working sets between a size and its double.
    var octave: (quick: Int, full: Int)
}

extension MachineDefinition {
    /// Reads the definition.
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ file: DefinitionFile) throws {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(required: ["suite", "modes", "bandwidth"])
        try fields["suite"].require(suite: Machine.name)
        modes = try ModeBudgets(fields["modes"])

        let bandwidth = try fields["bandwidth"].mapping(
            required: ["loops", "smallest", "caches", "largest", "octave"])
        loops = try bandwidth["loops"].list().map { try $0.choice() }
        try DefinitionNode.refuseTwice(bandwidth["loops"].list(), names: loops.map(\.rawValue))
        smallest = try bandwidth["smallest"].powerOfTwo(in: 4096...1 << 20)
        caches = try bandwidth["caches"].whole(in: 1...64)
        largest = try bandwidth["largest"].whole(in: smallest...1 << 40)
        let octave = try bandwidth["octave"].mapping(required: ["quick", "full"])
        self.octave = try (octave["quick"].powerOfTwo(in: 1...4), octave["full"].powerOfTwo(in: 1...4))
    }

    /// Working sets in bytes, ascending: each octave in equal steps, so that their sizes are short to say (4, 5, 6, 7, 8,
    /// 10 KiB).
    func workingSets(_ mode: SuiteMode, on machine: HostFacts) -> [Int] {
        let steps = mode == .quick ? octave.quick : octave.full
        let memory = machine.availableMemoryBytes.map { $0 / 4 } ?? .max
        let end = max(smallest, min(caches * machine.lastLevelCacheBytes, largest, memory))
        let octaves = sequence(first: smallest) { 2 * $0 }.prefix { $0 <= end }
        return octaves.flatMap { start in (0..<steps).map { start + start / steps * $0 } }.filter { $0 <= end }
    }
}

extension DefinitionNode {
    fileprivate func powerOfTwo(in range: ClosedRange<Int>) throws -> Int {
        let number = try whole(in: range)
        guard number.nonzeroBitCount == 1 else {
            throw error(
                "\(number) is no power of two", remedy: "write one from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
