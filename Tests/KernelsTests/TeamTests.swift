import Basics
import CKernels
import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Layers divided among the threads of a team, more of them than this machine may have CPUs, too.
///
/// `BENCH_TEST_SEED` repeats a run.
@Suite struct TeamTests {
    /// Native kernels that divide every layer, however small.
    private static func divided(_ precision: Precision, _ team: Team) -> [any Backend] {
        Subjects.all(precision).compactMap { $0 as? NativeBackend }.map { DividingBackend($0, team) }
    }

    @Test(arguments: Precision.allCases, [2, 3])
    func dividedLayersPassTheirOracles(_ precision: Precision, _ threads: Int) throws {
        var generator = SeededGenerator(for: "layers on \(threads) threads in \(precision.rawValue)")
        let team = try Team(count: threads)
        let kinds = LayerShape.Kind.allCases
        for index in 0..<150 {
            let shape = LayerShape.random(kinds[index % kinds.count], macLimit: 1_000_000, using: &generator)
            let trial = Trial.random(shape, precision, using: &generator)
            for backend in Self.divided(precision, team) {
                let result = try trial.verdict(backend)
                #expect(result.passed, "\(backend.name), \(shape), shape \(index): \(result.detail)")
            }
        }
    }

    /// What the division relies on: a part's own packed weights would be the same bytes.
    @Test(arguments: Precision.allCases)
    func partsTakeTheWholeLayersWeights(_ precision: Precision) throws {
        var generator = SeededGenerator(for: "packed parts in \(precision.rawValue)")
        var cut = 0
        for index in 0..<300 {
            let kinds: [LayerShape.Kind] = [.gemm, .convolution, .depthwise]
            let shape = LayerShape.random(kinds[index % 3], macLimit: 300_000, using: &generator)
            let trial = Trial.random(shape, precision, using: &generator)
            for backend in Subjects.all(precision).compactMap({ $0 as? NativeBackend }) {
                guard let kernels = backend.kernels.table(for: shape) else { continue }
                var whole = CKLayer(trial.layer)
                let parts = whole.parts(3, isChannelwise: shape.isChannelwise, elementBytes: 1)
                guard parts.count > 1 else { continue }
                cut += 1
                let expected = Self.packed(&whole, trial.layer, kernels)
                for var part in parts {
                    #expect(
                        Self.packed(&part.layer, trial.layer, kernels) == expected,
                        "\(backend.name), \(shape), shape \(index)")
                }
            }
        }
        #expect(cut > 0 || Subjects.all(precision).allSatisfy { !($0 is NativeBackend) })
    }

    private static func packed(_ parameters: inout CKLayer, _ layer: Layer, _ kernels: CKKernels) -> [UInt8] {
        var packed = [UInt8](repeating: 0x5A, count: Int(kernels.packedBytes(&parameters)))
        let weights = layer.weightBytes
        switch layer {
        case .float(let layer): kernels.pack(&parameters, weights, layer.bias, nil, &packed)
        case .integer(let layer): kernels.pack(&parameters, weights, layer.bias, layer.multipliers, &packed)
        }
        return packed
    }

    /// Seeded bug: one part computes a row too few.
    @Test(arguments: SeededBugTests.shapes.filter { $0.gemm.m > 1 }, [Precision.fp32, .int8])
    func aMissingRowIsCaught(_ shape: LayerShape, _ precision: Precision) throws {
        var generator = SeededGenerator(seed: 42)
        let trial = Trial.random(shape, precision, using: &generator)
        let team = try Team(count: 2)
        for backend in Subjects.all(precision).compactMap({ $0 as? NativeBackend }) {
            #expect(try trial.verdict(DividingBackend(backend, team)).passed, "\(backend.name), \(shape)")
            for index in 0..<2 {
                let wrong = DividingBackend(backend, team) { parts in
                    if parts[index].layer.outputHeight > 1 {
                        parts[index].layer.outputHeight -= 1
                    } else {
                        parts[index].layer.outputWidth -= 1
                    }
                }
                #expect(try !trial.verdict(wrong).passed, "\(backend.name), \(shape), part \(index)")
            }
        }
    }

    @Test func smallLayersStayOnOneThread() throws {
        let team = try Team(count: 2)
        let backend = NativeBackend.fp32AVX2.using(team)
        #expect(backend.threads(for: .gemm(GEMMShape(m: 1, n: 4096, k: 4096))) == 1, "a row cannot be divided")
        #expect(backend.threads(for: .gemm(GEMMShape(m: 8, n: 8, k: 8))) == 1)
        #expect(backend.threads(for: .gemm(GEMMShape(m: 256, n: 256, k: 256))) == 2)
        #expect(NativeBackend.fp32AVX2.threads(for: .gemm(GEMMShape(m: 256, n: 256, k: 256))) == 1)
        let portable = PortableBackend(precision: .fp32).using(team)
        #expect(portable.threads(for: .gemm(GEMMShape(m: 256, n: 256, k: 256))) == 1)
    }

    /// The libraries of others with threads of their own, where this build has them, among them.
    @Test(arguments: RestrictedBackendTests.names)
    func restrictedBackendsPassTheirOracles(_ name: String) throws {
        let backend = try #require(RestrictedBackendTests.backends.first { $0.name == name }).using(Team(count: 2))
        var generator = SeededGenerator(for: "layers on two threads of \(name)")
        for index in 0..<60 {
            let shape = LayerShape.random(
                LayerShape.Kind.allCases[index % 5], macLimit: 2_000_000, using: &generator)
            guard let trial = Trial.random(shape, for: backend, using: &generator) else { continue }
            do {
                let result = try trial.verdict(backend)
                #expect(result.passed, "\(name), \(shape), shape \(index): \(result.detail)")
            } catch KernelError.backendUnavailable(_, let reason) {
                #expect(!reason.isEmpty)
            }
        }
    }
}

/// A native backend that divides layers of any size, and may divide them wrongly.
private struct DividingBackend: Backend {
    let sound: NativeBackend
    let team: Team
    let change: @Sendable (inout [CKLayer.Part]) -> Void

    init(_ sound: NativeBackend, _ team: Team, change: @escaping @Sendable (inout [CKLayer.Part]) -> Void = { _ in }) {
        self.sound = sound
        self.team = team
        self.change = change
    }

    var name: String { "\(sound.name) on \(team.count) threads" }
    var precision: Precision { sound.precision }
    var features: [CPUFeature] { sound.features }
    var conversion: Conversion? { sound.conversion }
    var summation: Summation { sound.summation }
    var peakLoop: PeakLoop { sound.peakLoop }

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try admit(layer)
        let lowered = layer.lowered
        let kernels = try #require(sound.kernels.table(for: lowered.shape))
        var parts = CKLayer(lowered).parts(
            team.count, isChannelwise: lowered.shape.isChannelwise, elementBytes: lowered.precision.activationBytes)
        change(&parts)
        return NativeKernel(layer, kernels, team, parts: parts)
    }
}
