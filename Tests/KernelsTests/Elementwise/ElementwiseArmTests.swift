import Foundation
import Statistics
import TestSupport
import Testing

@testable import Kernels

/// The loops of training on Arm, whose baseline is NEON: cross-compiled and run under qemu-user.
@Suite(.enabled(if: Subjects.isArmChecked, "needs \(ArmTools.packages)"))
struct ElementwiseArmTests {
    @Test(arguments: ElementwiseCall.Operation.allCases)
    func agreesBitByBitAndWithFP64(_ operation: ElementwiseCall.Operation) throws {
        var generator = SeededGenerator(for: "\(operation) on Arm")
        for (rows, columns) in [(1, 0), (1, 1), (1, 3), (1, 130), (7, 1), (4, 16), (9, 5), (33, 37)] {
            let call = ElementwiseCall.random(operation, rows: rows, columns: columns, using: &generator)
            let result = try ArmWorker.shared.run(call)
            let fault = ElementwiseOracle(call).fault(in: result)
            #expect(fault == nil, "\(rows)×\(columns): \(fault ?? "")")
            let here = try call.result(.baseline)
            #expect(result.map { $0.map(\.bitPattern) } == here.map { $0.map(\.bitPattern) }, "\(rows)×\(columns)")
        }
    }
}

extension ArmWorker {
    /// What all buffers hold after a call.
    fileprivate func run(_ call: ElementwiseCall) throws -> [[Float]] {
        let counts = call.operation.bufferCounts
        var parameters = Data()
        for number in [call.rows, call.columns, counts.matrices, counts.rows] {
            withUnsafeBytes(of: Int64(number)) { parameters.append(contentsOf: $0) }
        }
        for index in 0..<8 {
            withUnsafeBytes(of: index < call.numbers.count ? call.numbers[index] : 0) {
                parameters.append(contentsOf: $0)
            }
        }
        let elements = call.buffers.flatMap { $0 }.withUnsafeBytes { Data($0) }
        let answer = try ask(
            .elementwise, call.operation.rawValue, .init(), [parameters, elements], answering: elements.count)
        let floats = answer.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
        }
        var rest = floats[...]
        return call.buffers.map { buffer in
            defer { rest = rest.dropFirst(buffer.count) }
            return Array(rest.prefix(buffer.count))
        }
    }
}
