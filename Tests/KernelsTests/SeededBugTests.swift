import Statistics
import Testing

@testable import Kernels

/// Each kind of mistake that a kernel could make is made on purpose: the oracles must catch it.
@Suite struct SeededBugTests {
    static let shapes: [LayerShape] = [
        .gemm(GEMMShape(m: 13, n: 21, k: 35)),
        .gemm(GEMMShape(m: 1, n: 203, k: 35)),
        .convolution(LayerShapeTests.same(9, 7, 5, to: 19, kernel: (3, 3), stride: 2)),
        .depthwise(LayerShapeTests.same(9, 7, 21, to: 21, kernel: (3, 3), stride: 1)),
    ]

    /// Products large enough for one step of one weight to show in the output.
    private static func layer(_ shape: LayerShape, _ precision: Precision) -> (Layer, Trial) {
        var generator = SeededGenerator(seed: 42)
        if let format = precision.format {
            let layer = FloatLayer.random(shape, format: format, using: &generator)
            let input = FloatLayer.randomInput(shape, format: format, using: &generator)
            return (.float(layer), Trial(layer, input: input))
        }
        var layer = IntegerLayer.random(shape, precision, activations: .s8, using: &generator)
        layer.multipliers = layer.multipliers.map { _ in precision == .int8 ? 0.003 : 0.05 }
        layer.clamp = -128...127
        return (.integer(layer), Trial(layer, input: IntegerLayer.randomInput(shape, using: &generator)))
    }

    private func expectCaught(
        _ shape: LayerShape, _ precision: Precision, _ bug: String, _ change: (inout Layer) -> Void
    ) throws {
        let (layer, trial) = Self.layer(shape, precision)
        var wrong = layer
        change(&wrong)
        for backend in Subjects.all(precision) {
            #expect(try trial.verdict(backend).passed, "\(backend.name), \(shape): sound")
            #expect(try !trial.verdict(backend, running: wrong).passed, "\(backend.name), \(shape): \(bug)")
        }
    }

    @Test(arguments: shapes, Precision.allCases)
    func oneWeightIsWrong(_ shape: LayerShape, _ precision: Precision) throws {
        for (name, index) in [("first", 0), ("last", shape.weightCount - 1)] {
            try expectCaught(shape, precision, "\(name) weight") { layer in
                switch layer {
                case .float(var float):
                    float.weights[index] += float.format == .fp32 ? 1e-3 : 0.5
                    layer = .float(float)
                case .integer(var quantized):
                    let large = quantized.precision.weightRange.upperBound
                    quantized.weights[index] = quantized.weights[index] > 0 ? -large : large
                    layer = .integer(quantized)
                }
            }
        }
    }

    /// The last row of K, as a loop that ends one step early would leave it out.
    @Test(arguments: shapes, Precision.allCases)
    func depthEndsOneEarly(_ shape: LayerShape, _ precision: Precision) throws {
        try expectCaught(shape, precision, "K ends early") { layer in
            let last = shape.weightCount - shape.biasCount..<shape.weightCount
            switch layer {
            case .float(var float):
                float.weights.replaceSubrange(last, with: [Float](repeating: 0, count: last.count))
                layer = .float(float)
            case .integer(var quantized):
                quantized.weights.replaceSubrange(last, with: [Int8](repeating: 0, count: last.count))
                layer = .integer(quantized)
            }
        }
    }

    /// The last channels, as a packing whose tail is shifted by one would place them.
    @Test(arguments: shapes, Precision.allCases)
    func packingTailIsShifted(_ shape: LayerShape, _ precision: Precision) throws {
        try expectCaught(shape, precision, "packing tail") { layer in
            let n = shape.biasCount
            switch layer {
            case .float(var float):
                for row in 0..<shape.gemm.k { float.weights.swapAt(row * n + n - 1, row * n + n - 2) }
                layer = .float(float)
            case .integer(var quantized):
                for row in 0..<shape.gemm.k { quantized.weights.swapAt(row * n + n - 1, row * n + n - 2) }
                layer = .integer(quantized)
            }
        }
    }

    /// Padding at the wrong end: the kernel is moved by one row.
    @Test(arguments: shapes.dropFirst(2), Precision.allCases)
    func paddingIsShifted(_ shape: LayerShape, _ precision: Precision) throws {
        let c = shape.asConvolution
        let row = shape.weightCount / c.kernelHeight
        try expectCaught(shape, precision, "padding") { layer in
            switch layer {
            case .float(var float):
                float.weights = Array(float.weights[row...] + float.weights[..<row])
                layer = .float(float)
            case .integer(var quantized):
                quantized.weights = Array(quantized.weights[row...] + quantized.weights[..<row])
                layer = .integer(quantized)
            }
        }
    }

    @Test(arguments: shapes, [Precision.int8, .int4])
    func requantisationIsOffByOne(_ shape: LayerShape, _ precision: Precision) throws {
        typealias Bug = (name: String, change: (inout IntegerLayer) -> Void)
        let bugs: [Bug] = [
            ("zero point of the output", { $0.outputZeroPoint += $0.outputZeroPoint == 127 ? -1 : 1 }),
            ("zero point of the input", { $0.inputZeroPoint += $0.inputZeroPoint == 127 ? -1 : 1 }),
            (
                "multipliers of the last channels",
                {
                    for channel in $0.multipliers.indices.suffix(4) { $0.multipliers[channel] *= 1.5 }
                }
            ),
            ("lower bound", { $0.clamp = $0.clamp.lowerBound + 1...$0.clamp.upperBound }),
            ("upper bound", { $0.clamp = $0.clamp.lowerBound...$0.clamp.upperBound - 1 }),
            ("biases of the next channel", { $0.bias.append($0.bias.removeFirst()) }),
        ]
        for bug in bugs {
            try expectCaught(shape, precision, bug.name) { layer in
                if case .integer(var quantized) = layer {
                    bug.change(&quantized)
                    layer = .integer(quantized)
                }
            }
        }
    }

    /// A kernel that leaves the last element alone.
    @Test(arguments: shapes, Precision.allCases)
    func lastElementIsNotWritten(_ shape: LayerShape, _ precision: Precision) throws {
        let (_, trial) = Self.layer(shape, precision)
        for backend in Subjects.all(precision) {
            #expect(try !trial.verdict(ForgetfulBackend(backend, elements: 1)).passed, "\(backend.name), \(shape)")
            #expect(try trial.verdict(ForgetfulBackend(backend, elements: 0)).passed, "\(backend.name), \(shape)")
        }
    }
}

/// Runs another backend but restores the output's last elements.
private struct ForgetfulBackend: Backend {
    let sound: any Backend

    let elements: Int

    init(_ sound: any Backend, elements: Int) { (self.sound, self.elements) = (sound, elements) }

    var name: String { sound.name }
    var weightLimit: Int { sound.weightLimit }
    var vendor: Vendor? { sound.vendor }
    var inputSlack: Int { sound.inputSlack }
    var requantisation: Requantisation { sound.requantisation }
    var precision: Precision { sound.precision }
    var features: [CPUFeature] { sound.features }
    var conversion: Conversion? { sound.conversion }
    var summation: Summation { sound.summation }
    var peakLoop: PeakLoop { sound.peakLoop }

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try Kernel(sound.prepare(layer), layer, elements: elements)
    }

    final class Kernel: PreparedKernel {
        let sound: any PreparedKernel
        let last: Range<Int>

        init(_ sound: any PreparedKernel, _ layer: Layer, elements: Int) {
            self.sound = sound
            let size = layer.precision.activationBytes
            last = (layer.shape.outputCount - elements) * size..<layer.shape.outputCount * size
        }

        var packedByteCount: Int { sound.packedByteCount }
        var workspaceByteCount: Int? { sound.workspaceByteCount }
        var layer: Layer { sound.layer }

        func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
            sound.pack(weights, into: destination)
        }

        func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
            let kept = UnsafeRawBufferPointer(start: output + last.lowerBound, count: last.count).map { $0 }
            sound.run(packed: packed, input: input, output: output)
            for (offset, byte) in zip(last, kept) {
                output.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
            }
        }
    }
}
