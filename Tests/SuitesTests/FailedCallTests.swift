import Basics
import Counters
import Energy
import Kernels
import Measurement
import Report
import Testing

@testable import Suites

@Suite("Calls that fail")
struct FailedCallTests {
    /// The kernel computes what it should, and tells of a failure once it has been timed.
    @Test("A layer's or a model's kernel that fails fails its case", arguments: LayerConditions.Stage.allCases)
    func failing(stage: LayerConditions.Stage) throws {
        let workloads = try KernelAllocations.workloads()
        for workload in [workloads[0], workloads[workloads.count - 1]] where stage != .packed || workload.isPacked {
            let tensors = try workload.tensors(activations: .s8, seed: 1)
            for (backend, fails) in [(try FailingBackend(), true), (try FailingBackend(after: .max), false)] {
                let result = try #require(
                    try measure {
                        try tensors.prepare(on: backend, .init(stage: stage, cache: .warm), lastLevelCacheBytes: 0)
                    })
                let failed = result.cases[0].checks.filter { !$0.passed }
                #expect(failed.map(\.name) == (fails ? ["calls"] : []), "\(workload.name)")
                #expect(failed.allSatisfy { $0.detail.hasSuffix("computing failed") })
                #expect(result.rounds.isEmpty == fails)
            }
        }
    }

    private func measure(_ prepare: @escaping () throws -> PreparedCase) throws -> GroupResult? {
        let id = try #require(
            CaseID(suite: "test", workload: "layer", variant: "int8/failing", conditions: ["cache": "warm"]))
        let plan = CasePlan(
            id: id, role: .baseline, precision: "int8", shape: [:], work: .init(macs: 1, bytes: 1), prepare: prepare)
        let session = CounterSession(try CounterSelection(parsing: "none"))
        defer { session.close() }
        return GroupMeasurement(
            settings: MeasurementSettings(rounds: 6, groupSeconds: nil, seed: 1), counters: CounterPasses(session),
            energy: EnergyPasses(EnergyDiscovery(files: KernelFiles(root: "/nowhere")))
        ).run(GroupPlan(workload: "layer", conditions: ["cache": "warm"], cases: [plan]))
    }
}

/// INT8 in Swift, whose kernels tell of a failure after some calls.
private struct FailingBackend: Backend {
    private let sound: any Backend
    private let limit: Int

    init(after limit: Int = 8) throws {
        sound = try #require(Backends.named("int8/portable"))
        self.limit = limit
    }

    var name: String { "int8/failing" }
    var precision: Precision { .int8 }
    var features: [CPUFeature] { [] }
    var peakLoop: PeakLoop { sound.peakLoop }
    var conversion: Conversion? { sound.conversion }

    func prepare(_ layer: Layer) throws -> any PreparedKernel { try Kernel(sound.prepare(layer), limit) }

    private final class Kernel: PreparedKernel {
        private let sound: any PreparedKernel
        private let limit: Int
        private var calls = 0

        init(_ sound: any PreparedKernel, _ limit: Int) {
            self.sound = sound
            self.limit = limit
        }

        var layer: Layer { sound.layer }
        var packedByteCount: Int { sound.packedByteCount }
        var workspaceByteCount: Int? { sound.workspaceByteCount }
        var failure: String? { calls > limit ? "computing failed" : nil }

        func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
            sound.pack(weights, into: destination)
        }

        func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
            calls += 1
            sound.run(packed: packed, input: input, output: output)
        }
    }
}
