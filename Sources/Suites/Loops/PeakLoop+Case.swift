import Kernels
import Measurement
import Report

extension PeakLoop {
    /// Long enough that entering and leaving the loop do not show: some microseconds.
    private static let iterationsPerCall = 1000

    /// What a call of the prepared loop computes.
    var work: Report.Work { .init(macs: Self.iterationsPerCall * operationsPerIteration / 2, bytes: 0) }

    /// The loop as a case; it leaves no result that an oracle could look at.
    func prepared() -> PreparedCase {
        PreparedCase(call: { run(Self.iterationsPerCall) })
    }
}
