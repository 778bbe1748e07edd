import Basics
import Kernels
import Measurement
import Report

extension PeakLoop {
    /// Long enough that entering and leaving the loop do not show: some microseconds.
    private static let iterationsPerCall = 1000

    /// What a call of the prepared loop computes.
    var work: Report.Work { .init(macs: Self.iterationsPerCall * operationsPerIteration / 2, bytes: 0) }

    /// The same of all threads of a team.
    func work(by team: Team) -> Report.Work { .init(macs: team.count * work.macs, bytes: 0) }

    /// The loop as a case on every thread of a team.
    func prepared(by team: Team) -> PreparedCase {
        PreparedCase(call: { run(Self.iterationsPerCall, on: team) })
    }

    /// The loop as a case; it leaves no result that an oracle could look at.
    func prepared() -> PreparedCase {
        PreparedCase(call: { run(Self.iterationsPerCall) })
    }
}

extension CasePlan {
    /// The roof of FP32 on this machine, or of the widest instruction set where none runs.
    /// - Parameter id: of the roof's variant in its group.
    static func peak(_ id: (_ variant: String) throws -> CaseID) rethrows -> CasePlan {
        let loop = PeakLoop.best(.fp32) ?? .widest(.fp32, weightLimit: Int.max)
        return CasePlan(
            id: try id(Report.Case.peakPrefix + loop.name), role: .peak, precision: loop.precision.rawValue,
            shape: ["kind": .text("peak")], work: loop.work, unavailable: loop.unavailable, prepare: loop.prepared)
    }
}
