import Statistics
import Testing

@testable import Kernels

@Suite struct ValidationTests {
    @Test(arguments: [0, -1, Int.min])
    func refusesDimensionsBelowOne(_ value: Int) {
        let shape = LayerShape.gemm(GEMMShape(m: 4, n: value, k: 4))
        #expect(throws: KernelError.dimensionNotPositive(shape, name: "n", value: value)) {
            try shape.validate()
        }
        var convolution = LayerShapeTests.same(8, 8, 3, to: 4, kernel: (3, 3), stride: 1)
        convolution.strideWidth = value
        let strided = LayerShape.convolution(convolution)
        #expect(throws: KernelError.dimensionNotPositive(strided, name: "strideWidth", value: value)) {
            try strided.validate()
        }
    }

    @Test func refusesDepthBeyondInt32() throws {
        let shape = LayerShape.gemm(GEMMShape(m: 1, n: 1, k: 131_072))
        #expect(throws: KernelError.depthTooLarge(shape, depth: 131_072)) { try shape.validate() }
        try LayerShape.gemm(GEMMShape(m: 1, n: 1, k: 131_071)).validate()
    }

    @Test func refusesWhatDoesNotFit() {
        let large = LayerShape.gemm(GEMMShape(m: 1000, n: 1000, k: 1000))
        #expect(throws: KernelError.shapeTooLarge(large, needed: 144_000_000, memory: 1 << 20)) {
            try large.validate(memory: 1 << 20)
        }
        for shape in [
            LayerShape.gemm(GEMMShape(m: .max, n: .max, k: 2)),
            .gemm(GEMMShape(m: .max, n: 1, k: 1)),
            .convolution(
                ConvolutionShape(
                    inputHeight: .max, inputWidth: 1, inputChannels: 1, outputChannels: 1, kernelHeight: .max,
                    kernelWidth: 1, padding: .same)),
        ] {
            #expect(throws: KernelError.self) { try shape.validate() }
        }
    }

    @Test func refusesGeometryWithoutOutput() {
        var shape = LayerShapeTests.same(2, 2, 4, to: 4, kernel: (3, 3), stride: 1)
        shape.padding = .valid
        #expect(throws: KernelError.kernelLargerThanInput(.convolution(shape))) {
            try LayerShape.convolution(shape).validate()
        }
        let multiplied = LayerShape.depthwise(LayerShapeTests.same(8, 8, 4, to: 8, kernel: (3, 3), stride: 1))
        #expect(throws: KernelError.channelsDiffer(multiplied)) { try multiplied.validate() }
    }

    @Test func refusesParametersThatDoNotBelong() throws {
        var generator = SeededGenerator(seed: 1)
        let shape = LayerShape.gemm(GEMMShape(m: 2, n: 3, k: 4))
        var float = FloatLayer.random(shape, using: &generator)
        float.bias.removeLast()
        #expect(throws: KernelError.countDiffers(shape, array: "bias", expected: 3, actual: 2)) {
            try float.validate()
        }
        let valid = IntegerLayer.random(shape, activations: .s8, using: &generator)
        try valid.validate()
        var layer = valid
        layer.inputZeroPoint = 128
        #expect(
            throws: KernelError.parameterOutOfRange(
                shape, name: "inputZeroPoint", value: "128", range: "within -128...127 for s8")
        ) { try layer.validate() }
        layer = valid
        layer.multipliers[1] = .nan
        #expect(
            throws: KernelError.parameterOutOfRange(
                shape, name: "multipliers[1]", value: "nan", range: "positive and finite")
        ) { try layer.validate() }
        layer = valid
        layer.weights = [Int8](repeating: 1, count: 12)
        layer.inputZeroPoint = 0
        layer.bias[2] = .max - 511
        #expect(throws: KernelError.accumulatorOverflows(shape, channel: 2, bound: 1 << 31)) {
            try layer.validate()
        }
    }

    @Test func messagesNamePlaceCauseAndRemedy() {
        let shape = LayerShape.convolution(LayerShapeTests.same(8, 6, 3, to: 4, kernel: (3, 5), stride: 2))
        #expect(
            KernelError.dimensionNotPositive(shape, name: "inputWidth", value: 0).description
                == """
                conv 3×5 stride 2×2 same 8×6×3→4: inputWidth is 0; every dimension, kernel size and stride must \
                be at least 1
                """)
    }
}
