import Report
import Statistics

/// The cases of a group, prepared, checked and calibrated, for whoever calls them epoch by epoch: on the thread it was
/// made on, which is the measuring one.
public struct ResidentGroup {
    /// The cases asked for, without roofs, in the order of the plan.
    public let cases: [Case]
    private let plans: [CasePlan]
    /// nil where a case cannot be called.
    private var prepared: [PreparedCase?]
    private var failed: [String: String] = [:]
    private var ballast: Ballast?

    /// A case, and whether it can be called.
    public struct Case: Equatable, Sendable {
        /// As it stands in a report.
        public var id: String
        /// What a call takes, or why it cannot be called: unavailable here, or a check that failed.
        public var readiness: Readiness
    }

    /// What a case is ready for.
    public enum Readiness: Equatable, Sendable {
        /// It can be called, and a call takes so many seconds.
        case ready(secondsPerCall: Double)
        /// This machine or build cannot run it.
        case unavailable(reason: String)
        /// It computes wrong results, or could not be prepared.
        case failed(reason: String)
    }

    /// Prepares, checks and calibrates what the plan asks for.
    public init(_ plan: GroupPlan, epochSeconds: Double) {
        plans = plan.wanted
        let readied = plans.map { ReadiedCase($0, .single) }
        prepared = readied.map(\.prepared)
        cases = readied.map { entry in
            let readiness: Readiness
            if let call = entry.prepared?.call {
                readiness = .ready(secondsPerCall: Calibration.secondsPerCall(epoch: epochSeconds, call))
            } else if let reason = entry.plan.unavailable {
                readiness = .unavailable(reason: reason)
            } else {
                readiness = .failed(reason: entry.failure)
            }
            return Case(id: entry.plan.name, readiness: readiness)
        }
    }

    /// Nanoseconds of one epoch; nil for a case that cannot be called.
    /// - Parameters:
    ///   - index: a place in ``cases``.
    ///   - iterations: calls, at least 1.
    public func epoch(of index: Int, iterations: Int) -> UInt64? {
        guard prepared.indices.contains(index), let call = prepared[index]?.call else { return nil }
        return Epoch.nanoseconds(iterations: iterations, call)
    }

    /// Prepares the cases anew, in a random order and in other memory: which physical pages a case has changes its time
    /// by per cents, for as long as it keeps them.
    ///
    /// Pairs of identical workers on a shared virtual machine, 50 rounds each: their medians deviated by 5 to 6 % for a
    /// depthwise layer of 64 KiB and a product of 330 KiB whose cases stayed where they were, however many the rounds; by
    /// 3 to 4 % where each round had them allocated anew from the heap, and by 1 to 2 %, the noise of the rounds, where
    /// each block was mapped. The same virtual addresses in both workers changed nothing.
    public mutating func place(using generator: inout SeededGenerator) {
        noteFailures()
        var order = prepared.indices.filter { prepared[$0] != nil }
        for index in order { prepared[index] = nil }
        generator.shuffle(&order)
        Allocations.mapped {
            ballast = Ballast(pages: generator.integer(below: Ballast.mostPages))
            for index in order {
                do {
                    prepared[index] = try plans[index].prepare()
                    // The first call meets pages that no one has touched.
                    prepared[index]?.call()
                } catch {
                    failed[plans[index].name] = "\(error)"
                }
            }
        }
    }

    /// The cases of which a call has failed so far, with the reason: their epochs are void.
    public mutating func failures() -> [String: String] {
        noteFailures()
        return failed
    }

    private mutating func noteFailures() {
        for (plan, prepared) in zip(plans, prepared) {
            if let check = prepared?.failedCalls { failed[plan.name] = check.detail }
        }
    }
}

/// Memory that is held so that what is allocated next lies elsewhere: the system hands out what was freed last.
private final class Ballast {
    static let mostPages = 256
    private static let page = 4096
    private let base: UnsafeMutableRawPointer

    /// Takes so many pages, and has the system back them with memory.
    init(pages: Int) {
        base = .allocate(byteCount: max(1, pages) * Self.page, alignment: Self.page)
        for page in 0..<pages { base.storeBytes(of: 1, toByteOffset: page * Self.page, as: UInt8.self) }
    }

    deinit {
        base.deallocate()
    }
}
