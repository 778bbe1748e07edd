import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Additions of every format and instruction set that runs here, against the oracle.
@Suite struct AdditionTests {
    /// What a way to add makes of two inputs.
    typealias Adder = (_ addition: Addition, _ inputs: [[UInt8]]) throws -> [UInt8]

    static var kernels: [(name: String, add: Adder)] {
        [("portable", native(.portable))]
            + [("AVX2", CPUFeature.avx2), ("AVX-512", .avx512), ("NEON", .neon)]
            .filter { CPUFeature.detected.contains($0.1) }.map { ($0.0, native(.fastest(of: [$0.1]))) }
            + (Subjects.isArmChecked ? [("NEON (qemu)", { Array(try ArmWorker.shared.add($0, $1)) })] : [])
    }

    /// In buffers with guarded ends.
    private static func native(_ kernel: AdditionKernel) -> Adder {
        { addition, inputs in
            let (first, second) = (try GuardedBuffer(inputs[0]), try GuardedBuffer(inputs[1]))
            let output = try GuardedBuffer(count: inputs[0].count)
            return withExtendedLifetime((first, second, output)) {
                kernel.prepare(addition).run(first.start, second.start, output: output.start)
                return Array(UnsafeRawBufferPointer(start: output.start, count: output.count))
            }
        }
    }

    private static func random(
        _ precision: Precision, count: Int, using generator: inout SeededGenerator
    ) -> (addition: Addition, inputs: [[UInt8]]) {
        if let format = precision.format {
            let clamp: ClosedRange<Float> = Bool.random(using: &generator) ? 0...1 : -Float.infinity ... .infinity
            let inputs = (0..<2).map { _ in
                format.encode((0..<count).map { _ in format.rounded(Float(2 * generator.uniform() - 1)) })
            }
            return (.float(FloatAddition(count: count, format: format, clamp: clamp)), inputs)
        }
        let type: IntegerLayer.ActivationType = Bool.random(using: &generator) ? .s8 : .u8
        let parameters = (0..<3).map { _ in
            QuantizationParameters(covering: -3 * generator.uniform(), 3 * generator.uniform(), type: type)
        }
        let addition = IntegerAddition(
            count: count, parameters[0], parameters[1], output: parameters[2],
            clamp: Bool.random(using: &generator) ? 0...Float.infinity : -Float.infinity ... .infinity)
        return (.integer(addition), (0..<2).map { _ in (0..<count).map { _ in UInt8(generator.integer(below: 256)) } })
    }

    @Test(arguments: Precision.allCases)
    func equalsTheOracle(_ precision: Precision) throws {
        var generator = SeededGenerator(for: "additions in \(precision.rawValue)")
        for trial in 0..<200 {
            let count = trial < 130 ? trial + 1 : 1 + generator.integer(below: 3000)
            let (addition, inputs) = Self.random(precision, count: count, using: &generator)
            let oracle = AdditionOracle(addition, first: inputs[0], second: inputs[1])
            for (name, add) in Self.kernels {
                let result = oracle.check(try add(addition, inputs))
                #expect(result.passed, "\(name), \(count) elements: \(result.detail)")
            }
        }
    }

    /// Halves go to the even neighbour, and what passes the type's range stays at its end.
    @Test func tiesAndSaturation() throws {
        let half = QuantizationParameters(scale: 0.5, zeroPoint: 0, type: .s8)
        let one = QuantizationParameters(scale: 1, zeroPoint: 0, type: .s8)
        let first: [Int8] = [1, 3, 5, -1, -3, 127, -128, 127, 0]
        let second: [Int8] = [0, 0, 0, 0, 0, 127, -128, -128, 0]
        let addition = Addition.integer(
            IntegerAddition(count: 9, half, one, output: one, clamp: -Float.infinity ... .infinity))
        let inputs = [first, second].map { $0.map { UInt8(bitPattern: $0) } }
        let expected: [Int8] = [0, 2, 2, 0, -2, 127, -128, -64, 0]
        for (name, add) in Self.kernels {
            #expect(try add(addition, inputs).map { Int8(bitPattern: $0) } == expected, "\(name)")
        }
        #expect(AdditionOracle(addition, first: inputs[0], second: inputs[1]).expected == expected.map(Double.init))
    }

    /// A ReLU of quantised numbers ends at the zero point, not at 0.
    @Test func reluIsAtTheZeroPoint() {
        let input = QuantizationParameters(scale: 1, zeroPoint: 3, type: .s8)
        let output = QuantizationParameters(scale: 1, zeroPoint: -7, type: .s8)
        let addition = IntegerAddition(count: 1, input, input, output: output, clamp: 0...Float.infinity)
        #expect(addition.clamp == -7...127)
        // (−10 − 3) + (3 − 3) = −13, which the ReLU makes 0, held as −7.
        let oracle = AdditionOracle(.integer(addition), first: [UInt8(bitPattern: -10)], second: [3])
        #expect(oracle.expected == [-7])
    }

    /// Each kind of mistake that an addition could make shows.
    @Test func seededBugsAreCaught() throws {
        let (a, b, c) = (
            QuantizationParameters(scale: 0.02, zeroPoint: 5, type: .s8),
            QuantizationParameters(scale: 0.03, zeroPoint: -20, type: .s8),
            QuantizationParameters(scale: 0.04, zeroPoint: 11, type: .s8)
        )
        let sound = IntegerAddition(count: 256, a, b, output: c, clamp: -Float.infinity ... .infinity)
        let first = (0..<256).map { UInt8($0) }
        let second = (0..<256).map { UInt8(($0 * 73 + 11) % 256) }
        let oracle = AdditionOracle(.integer(sound), first: first, second: second)
        let bugs: [(String, (inout IntegerAddition) -> Void)] = [
            ("swapped multipliers", { $0.multipliers = (sound.multipliers.second, sound.multipliers.first) }),
            ("stale input zero point", { $0.inputZeroPoints.first = 4 }),
            ("stale output zero point", { $0.outputZeroPoint = 10 }),
            ("forgotten ReLU", { $0.clamp = 11...127 }),
        ]
        for (name, add) in Self.kernels {
            let right = oracle.check(try add(.integer(sound), [first, second]))
            #expect(right.passed, "\(name)")
            for (bug, change) in bugs {
                var wrong = sound
                change(&wrong)
                let result = oracle.check(try add(.integer(wrong), [first, second]))
                #expect(!result.passed, "\(name): \(bug)")
            }
        }
    }
}
