import Basics
import Kernels
import Measurement

/// What the allocator is asked for in the very calls that `int8-fp32` times: every backend on every kind of layer, on
/// additions and on a whole model, in every stage, in both types of activations, on one thread and on several. This
/// project's own code may ask for nothing.
public struct KernelAllocations: Sendable {
    /// In the order of the registry.
    public private(set) var backends: [Count]
    /// Why nothing was counted; nil where it was.
    private let uncounted: String?

    /// The windows around a backend's calls.
    public struct Count: Sendable {
        /// The backend's name.
        public let name: String
        /// The library of others that computes; nil for this project's own kernels.
        public let library: String?
        /// Why this machine cannot run it; nil where it can.
        public let unavailable: String?
        /// Windows of ``KernelAllocations/calls`` calls each: one a workload, stage, activation type and team.
        public fileprivate(set) var windows = 0
        /// Allocations in all of them together.
        public fileprivate(set) var allocations = 0
        /// The windows with allocations of our own: `model.pointwise, packed, u8, 2 threads: 10`.
        public fileprivate(set) var faults: [String] = []
    }

    /// What is to be said of this project's own kernels.
    public enum Verdict: Equatable, Sendable {
        case passed, failed
        /// Nothing was counted, for this reason.
        case notJudged(String)
    }

    /// Calls in a window.
    public static let calls = 10

    /// Whether this project's own kernels ask for nothing.
    public var verdict: Verdict {
        if let uncounted { return .notJudged(uncounted) }
        return backends.allSatisfy(\.faults.isEmpty) ? .passed : .failed
    }

    /// Calls every kernel on the calling thread, the first of the teams.
    /// - Parameters:
    ///   - uncounted: why allocations are not counted; nothing is called then.
    /// - Throws: `KernelError`.
    public init(
        backends: [any Backend] = Backends.all, teams: [Team], uncounted: String? = Allocations.unavailable
    ) throws {
        self.uncounted = uncounted
        self.backends = backends.map {
            Count(name: $0.name, library: $0.vendor?.name, unavailable: $0.unavailable)
        }
        guard uncounted == nil else { return }
        for activations in IntegerLayer.ActivationType.allCases {
            for workload in try KernelAllocations.workloads() {
                let tensors = try workload.tensors(activations: activations, seed: 1)
                for (index, backend) in backends.enumerated() where backend.unavailable == nil {
                    // Floating-point formats take no notice of the type.
                    guard backend.precision.format == nil || activations == .s8,
                        workload.unavailable(on: backend, activations: activations) == nil
                    else { continue }
                    for team in teams {
                        try self.backends[index].add(workload, tensors, backend.using(team), team, activations)
                    }
                }
            }
        }
    }
}

extension KernelAllocations.Count {
    fileprivate mutating func add(
        _ workload: any MeasuredWorkload, _ tensors: any WorkloadTensors, _ backend: any Backend, _ team: Team,
        _ activations: IntegerLayer.ActivationType
    ) throws {
        guard team.count == 1 || workload.threads(on: backend) > 1 else { return }
        for stage in LayerConditions.Stage.allCases {
            guard stage != .packed || workload.isPacked, stage != .converted || backend.precision != .fp32 else {
                continue
            }
            let prepared = try tensors.prepare(
                on: backend, LayerConditions(stage: stage, cache: .warm), lastLevelCacheBytes: 0)
            prepared.call()
            let found =
                Allocations.count(by: team) { _ = window(iterations: KernelAllocations.calls, prepared.call) } ?? 0
            windows += 1
            allocations += found
            guard found > 0, library == nil else { continue }
            let circumstances =
                [workload.name, stage.rawValue] + (backend.precision.format == nil ? [activations.rawValue] : [])
                + (team.count > 1 ? ["\(team.count) threads"] : [])
            faults.append("\(circumstances.joined(separator: ", ")): \(found)")
        }
    }
}
