import Kernels
import Measurement
import Report

/// The bandwidths of one working set, by kind of loop.
struct MemoryFigures {
    /// Bytes of all arrays of a loop together.
    let workingSet: Int
    private let result: GroupResult

    /// - Returns: nil where the group is not one of bandwidth loops.
    init?(_ result: GroupResult) {
        guard case .number(let bytes)? = result.cases.first?.parameters["working-set"] else { return nil }
        workingSet = bytes
        self.result = result
    }

    /// How many times larger or smaller the working set is than so many bytes; 1 or more.
    func factor(from bytes: Int) -> Double {
        let ratio = Double(workingSet) / Double(bytes)
        return max(ratio, 1 / ratio)
    }

    /// That of the fastest instruction set over all rounds, as nothing is concluded from which one it is; nil where
    /// none was measured.
    func bandwidth(_ kind: BandwidthLoop.Kind) -> Report.MetricValue? {
        result.cases.filter { $0.variant.hasPrefix("\(kind.rawValue)/") }.compactMap { entry in
            if case .value(let figure)? = entry.metrics["bandwidth"] { figure } else { nil }
        }.max { $0.value < $1.value }
    }
}
