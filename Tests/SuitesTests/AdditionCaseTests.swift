@testable import Kernels
import Measurement
import Testing

@testable import Suites

@Suite("The checks of an addition")
struct AdditionCaseTests {
    private func checks(
        _ backend: any Backend, _ stage: LayerConditions.Stage, activations: IntegerLayer.ActivationType = .s8
    ) throws -> [String: Bool] {
        let tensors = AdditionTensors(of: "x", count: 100, clamp: 0 ... .infinity, activations: activations, seed: 1)
        let checks = try tensors.prepare(
            on: backend, .init(stage: stage, cache: .warm), lastLevelCacheBytes: 0
        ).verify()
        return Dictionary(uniqueKeysWithValues: checks.map { ($0.name, $0.passed) })
    }

    @Test("They are named after the arithmetic, and conversions have one of their own")
    func sound() throws {
        for (variant, oracle) in [
            ("fp32/portable", "fp64"), ("bf16/portable", "fp64"), ("fp16/portable", "fp64"), ("int8/portable", "int64"),
        ] {
            let backend = try #require(Backends.named(variant))
            for activations in IntegerLayer.ActivationType.allCases {
                #expect(try checks(backend, .kernel, activations: activations) == [oracle: true])
                let converted = backend.precision == .fp32 ? [:] : ["converted": true]
                #expect(
                    try checks(backend, .converted, activations: activations)
                        == converted.merging([oracle: true]) { $1 }, "\(variant)")
            }
        }
    }

    @Test("A wrong conversion back is caught by the one, a wrong conversion there by the other")
    func wrong() throws {
        let back = try ConvertingBackend { sound in
            Conversion(quantize: sound.quantize) { from, to, count, parameters in
                sound.dequantize(from, to, count, parameters)
                to[count - 1] = to[count - 1].nextUp
            }
        }
        #expect(try checks(back, .converted) == ["int64": true, "converted": false])
        let there = try ConvertingBackend { sound in
            Conversion(
                quantize: { from, to, count, parameters in
                    var wrong = parameters
                    wrong.zeroPoint += 9
                    sound.quantize(from, to, count, wrong)
                }, dequantize: sound.dequantize)
        }
        #expect(try checks(there, .converted) == ["int64": false, "converted": true])
    }
}

/// INT8 in Swift with a conversion of the test's.
private struct ConvertingBackend: Backend {
    private let sound: any Backend
    let conversion: Conversion?

    init(_ change: (Conversion) -> Conversion) throws {
        sound = try #require(Backends.named("int8/portable"))
        conversion = change(try #require(sound.conversion))
    }

    var name: String { "int8/converting" }
    var precision: Precision { .int8 }
    var features: [CPUFeature] { [] }
    var peakLoop: PeakLoop { sound.peakLoop }

    func prepare(_ layer: Layer) throws -> any PreparedKernel { try sound.prepare(layer) }
}
