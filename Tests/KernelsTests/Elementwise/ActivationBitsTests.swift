import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Activations that leave a bit an element: their backward pass is that of the outputs themselves.
@Suite struct ActivationBitsTests {
    @Test func bitsPassWhatOutputsPass() throws {
        var generator = SeededGenerator(for: "activation bits")
        for count in Array(0...40) + [127, 128, 1000] {
            var outputs = (0..<count).map { _ in Float(min(max(4 * generator.uniform() - 2, -0.5), 1)) }
            if count > 3 { outputs[generator.integer(below: count)] = .nan }
            let gradient = (0..<count).map { _ in Float(2 * generator.uniform() - 1) }
            for kernels in ElementwiseTests.kernels {
                let y = try GuardedBuffer(outputs, guarded: .after), dY = try GuardedBuffer(gradient, guarded: .after)
                let bits = try GuardedBuffer([UInt8](repeating: 0xFF, count: (count + 7) / 8), guarded: .after)
                let dX = try GuardedBuffer([Float](repeating: .nan, count: count), guarded: .after)
                func floats(_ buffer: GuardedBuffer) -> UnsafeMutablePointer<Float> {
                    buffer.start.assumingMemoryBound(to: Float.self)
                }
                let flags = bits.start.assumingMemoryBound(to: UInt8.self)
                kernels.clampBits(output: floats(y), within: -0.5...1, bits: flags, count: count)
                for index in 0..<8 * ((count + 7) / 8) {
                    let isInside = index < count && outputs[index] > -0.5 && outputs[index] < 1
                    #expect((flags[index / 8] >> UInt8(index % 8) & 1 == 1) == isInside, "\(index) of \(count)")
                }
                kernels.clampGradient(
                    bits: flags, outputGradient: floats(dY), inputGradient: floats(dX), count: count)
                var expected = [Float](repeating: 0, count: count)
                kernels.clampGradient(
                    output: floats(y), within: -0.5...1, outputGradient: floats(dY), inputGradient: &expected,
                    count: count)
                let found = Array(UnsafeBufferPointer(start: floats(dX), count: count))
                #expect(found == expected, "\(kernels.instructionSet), \(count) elements")
            }
        }
    }
}
