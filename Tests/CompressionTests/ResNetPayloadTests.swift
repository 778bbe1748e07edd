import Compression
import Statistics
import Testing

/// PowerSGD on the tensors of ResNet-18 for CIFAR: 243.3 and 135.8 times, (Σn·m + v)/(r·Σ(n + m) + v).
@Suite struct ResNetPayloadTests {
    /// Convolutions as matrices of output channels, batch normalisation as two vectors each; four stages of two blocks,
    /// with 1×1 convolutions where the channels double.
    static let tensors: [TensorShape] = {
        func convolution(_ input: Int, _ output: Int, _ side: Int) -> [TensorShape] {
            [TensorShape(rows: output, columns: input * side * side)]
                + [TensorShape(vector: output), TensorShape(vector: output)]
        }
        var tensors = convolution(3, 64, 3)
        var channels = 64
        for output in [64, 128, 256, 512] {
            for _ in 0..<2 {
                tensors += convolution(channels, output, 3) + convolution(output, output, 3)
                if channels != output { tensors += convolution(channels, output, 1) }
                channels = output
            }
        }
        return tensors + [TensorShape(rows: 10, columns: 512), TensorShape(vector: 10)]
    }()

    @Test func tensorsAreThoseOfTheModel() {
        let vectors = Self.tensors.filter { $0.rows == 0 }.reduce(0) { $0 + $1.count }
        #expect(Self.tensors.reduce(0) { $0 + $1.count } == 11_173_962)
        #expect(vectors == 9610)
        #expect(Self.tensors.reduce(0) { $0 + ($1.rows == 0 ? 0 : $1.rows + $1.columns) } == 36_325)
        #expect(Self.tensors.count == 62)
    }

    @Test(arguments: [(1, 243.3), (2, 135.8)]) func payloadIsThatOfTheFormula(rank: Int, ratio: Double) throws {
        let count = Self.tensors.reduce(0) { $0 + $1.count }
        let encoder = try Codec("power-sgd/\(rank)").encoder(tensors: Self.tensors, seed: 1)
        var generator = SeededGenerator(seed: 4)
        // One element after the other is of no matter here.
        let some = (0..<4096).map { _ in Float(generator.gaussian()) }
        let gradient = (0..<count).map { some[($0 &* 31) & 4095] }
        var message = [UInt8](repeating: 0, count: encoder.capacity)
        let payload = try encoder.encode(gradient, into: &message) - encoder.headerByteCount
        #expect(payload == 4 * (rank * 36_325 + 9610))
        #expect(abs(4 * Double(count) / Double(payload) - ratio) < 0.05)
        // 16, rank and tensors, and rows and columns of each.
        #expect(encoder.headerByteCount == 16 + 4 + 8 * 62)
    }
}
