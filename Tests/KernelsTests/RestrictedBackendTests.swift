import Foundation
import Statistics
import TestSupport
import Testing

@testable import Kernels

/// The libraries of others, where this build has them, and kernels for weights of fewer bits: held to the same oracles
/// as all other kernels, with shapes and weights that they take.
///
/// `BENCH_TEST_SEED` repeats a run, `KERNELS_SHAPES` sets the number of shapes (500).
@Suite struct RestrictedBackendTests {
    static let backends = Precision.allCases.flatMap(Subjects.restricted)
    static let names = backends.map(\.name)

    @Test(arguments: names)
    func randomShapesPassTheOracle(_ name: String) throws {
        let backend = try #require(Self.backends.first { $0.name == name })
        let count = ProcessInfo.processInfo.environment["KERNELS_SHAPES"].flatMap(Int.init) ?? 500
        var generator = SeededGenerator(for: "random shapes on \(name)")
        let kinds = LayerShape.Kind.allCases
        var (taken, ties) = (0, 0)
        for index in 0..<count {
            let shape = LayerShape.random(kinds[index % kinds.count], macLimit: 2_000_000, using: &generator)
            guard let trial = Trial.random(shape, for: backend, using: &generator) else { continue }
            let result: OracleResult
            do {
                result = try trial.verdict(backend)
            } catch KernelError.backendUnavailable(_, let reason) {
                #expect(!reason.isEmpty)
                continue
            }
            #expect(result.passed, "\(name), \(shape), shape \(index): \(result.detail)")
            taken += 1
            if result.detail.contains("save") { ties += 1 }
        }
        print("\(name): \(taken) of \(count) shapes, \(ties) with a tie that went the other way")
        #expect(taken >= count / 5)
    }

    @Test(arguments: names)
    func aWrongWeightIsCaught(_ name: String) throws {
        let backend = try #require(Self.backends.first { $0.name == name })
        var generator = SeededGenerator(seed: 42)
        let shape = LayerShape.gemm(GEMMShape(m: 13, n: 21, k: 35))
        let trial = try #require(Trial.random(shape, for: backend, using: &generator))
        var wrong = trial.layer
        switch wrong {
        case .float(var layer):
            layer.weights[17] += 0.5
            wrong = .float(layer)
        case .integer(var layer):
            for i in 17..<38 { layer.weights[i] = layer.weights[i] > 0 ? -60 : 60 }
            wrong = .integer(layer)
        }
        #expect(try trial.verdict(backend).passed)
        #expect(try !trial.verdict(backend, running: wrong).passed)
    }

    @Test(arguments: names)
    func weightsMoveWithTheirAddress(_ name: String) throws {
        let backend = try #require(Self.backends.first { $0.name == name })
        var generator = SeededGenerator(seed: 7)
        let shape = LayerShape.gemm(GEMMShape(m: 3, n: 5, k: 9))
        let trial = try #require(Trial.random(shape, for: backend, using: &generator))
        #expect(try trial.verdict(backend, copies: 3).passed)
    }

    /// 1·0.5 + 1 lies between 1 and 2; 1·0.45 + 1 does not.
    @Test(arguments: [(Float(0.5), true), (0.45, false)])
    func onlyTiesGoEitherWay(_ multiplier: Float, isTie: Bool) {
        let shape = LayerShape.gemm(GEMMShape(m: 1, n: 1, k: 1))
        var layer = ExtremesTests.constant(shape, weight: 1, activations: .u8, scale: 1 / multiplier)
        layer.outputZeroPoint = 1
        let oracle = IntegerOracle(layer, input: [1])
        #expect(oracle.check([UInt8(1)]).passed)
        #expect(!oracle.check([UInt8(2)]).passed)
        let other = oracle.check([UInt8(2)], requantisation: .tiesEitherWay)
        #expect(other.passed == isTie)
        #expect(other.detail.contains(isTie ? "save 1 in the middle" : "expected 1, got 2"))
        #expect(!oracle.check([UInt8(0)], requantisation: .tiesEitherWay).passed)
    }

    @Test func absenceNamesThePackage() {
        for backend in Backends.all {
            guard let vendor = backend.vendor, vendor.version == nil else { continue }
            let reason = backend.unavailable ?? ""
            #expect(reason.contains(vendor.package) && reason.contains(vendor.trait), "\(backend.name): \(reason)")
        }
    }

    @Test func weightsThatWouldSaturateAreRefused() throws {
        for backend in Subjects.restricted(.int8) where backend.weightLimit < 127 {
            let layer = ExtremesTests.constant(ExtremesTests.shapes[0], weight: 64, activations: .s8, scale: 1)
            #expect(throws: KernelError.self) { _ = try backend.prepare(.integer(layer)) }
        }
    }

    /// 255 and 255 times the largest weight the backend takes: what VPMADDUBSW must still hold.
    @Test(arguments: ExtremesTests.shapes, IntegerLayer.ActivationType.allCases)
    func largestProductsDoNotSaturate(_ shape: LayerShape, _ type: IntegerLayer.ActivationType) throws {
        let k = shape.gemm.k
        let input = [UInt8](repeating: type == .u8 ? 255 : 0x80, count: shape.inputCount)
        for backend in Subjects.restricted(.int8) where backend.unavailable(for: shape, activations: type) == nil {
            let limit = Int8(backend.weightLimit)
            let largest: Float = type == .u8 ? 255 : 128
            let layer = ExtremesTests.constant(
                shape, weight: type == .u8 ? limit : -limit, activations: type,
                scale: largest * Float(limit) * Float(k) / 100)
            let output = try ExtremesTests.run(backend, layer, input)
            #expect(output.allSatisfy { $0 == 100 }, "\(backend.name): \(output)")
        }
    }
}
