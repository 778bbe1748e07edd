import CKernels
import Foundation
import TestSupport
import Testing

@testable import Kernels

/// A process under qemu-user that runs kernels for Arm; speaks the protocol of Tests/Support/ArmKernels/worker.c.
///
/// A kernel that touches what it may not kills the process; the next request starts another one.
final class ArmWorker: @unchecked Sendable {
    static let shared = ArmWorker(processor: "max")

    enum Operation: Int64 { case size, pack, run, narrow, widen, add, peak, features, elementwise }

    struct Died: Error {
        let operation: Operation
        let kernel: String
    }

    private struct Connection {
        let process: Process
        let requests: FileHandle
        let answers: FileHandle
    }

    private let processor: String
    private let lock = NSLock()
    private var connection: Connection?

    /// - Parameter processor: a name that `qemu-aarch64-static -cpu help` lists.
    init(processor: String) {
        self.processor = processor
        // A worker that died must not take the tests with it.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        // At the end of its input it ends.
        try? connection?.requests.close()
        connection?.process.waitUntilExit()
    }

    /// The size of a layer's packed weights in bytes.
    func packedByteCount(_ kernel: String, _ layer: CKLayer) throws -> Int {
        try number(from: ask(.size, kernel, layer, [], answering: 8))
    }

    /// What `ck_features` says on this processor.
    func features() throws -> Int {
        try number(from: ask(.features, "", CKLayer(), [], answering: 8))
    }

    /// Adds two tensors with ``CKAddition`` for NEON.
    func add(_ addition: Addition, _ inputs: [[UInt8]]) throws -> Data {
        let format =
            switch addition {
            case .float(let addition): addition.format.precision
            case .integer: Precision.int8
            }
        let parameters = withUnsafeBytes(of: CKAdditionParameters(addition)) { Data($0) }
        return try ask(
            .add, format.rawValue, CKLayer(), [parameters] + inputs.map { Data($0) }, answering: inputs[0].count)
    }

    /// The products of a peak loop's 100 iterations as its sums count them, and as many as it claims.
    func peak(_ loop: String) throws -> (products: Double, claimed: Double) {
        let answer = try ask(.peak, loop, CKLayer(), [], answering: 16)
        return answer.withUnsafeBytes {
            ($0.loadUnaligned(as: Double.self), $0.loadUnaligned(fromByteOffset: 8, as: Double.self))
        }
    }

    /// A conversion of this name that runs in the worker; its errors become issues of the test.
    func conversion(_ name: String) -> Conversion {
        @Sendable func convert(
            _ operation: Operation, _ elements: Data, _ parameters: QuantizationParameters, _ count: Int,
            _ answer: UnsafeMutableRawPointer
        ) {
            var first = withUnsafeBytes(of: parameters.scale) { Data($0) }
            for number in [parameters.zeroPoint, parameters.type == .s8 ? 1 : 0] {
                withUnsafeBytes(of: number) { first.append(contentsOf: $0) }
            }
            do {
                let converted = try ask(operation, name, CKLayer(), [first, elements], answering: count)
                converted.copyBytes(to: UnsafeMutableRawBufferPointer(start: answer, count: count))
            } catch {
                Issue.record(error, "\(name)")
            }
        }
        let bytes = name == "conversion_neon" ? 1 : 2
        return Conversion(
            quantize: { input, output, count, parameters in
                convert(.narrow, Data(bytes: input, count: 4 * count), parameters, bytes * count, output)
            },
            dequantize: { input, output, count, parameters in
                convert(.widen, Data(bytes: input, count: bytes * count), parameters, 4 * count, output)
            })
    }

    /// Sends a request of up to three buffers; the answer has `count` bytes.
    func ask(
        _ operation: Operation, _ kernel: String, _ layer: CKLayer, _ buffers: [Data], answering count: Int
    ) throws -> Data {
        var request = Data()
        func append(_ value: some BitwiseCopyable) { withUnsafeBytes(of: value) { request.append(contentsOf: $0) } }
        append(operation.rawValue)
        request.append(contentsOf: kernel.utf8)
        request.append(contentsOf: [UInt8](repeating: 0, count: 32 - kernel.utf8.count))
        append(layer)
        for index in 0..<3 { append(Int64(index < buffers.count ? buffers[index].count : 0)) }
        append(Int64(count))
        for buffer in buffers { request.append(buffer) }

        return try lock.withLock {
            let worker = try connection ?? start()
            connection = worker
            do {
                try worker.requests.write(contentsOf: request)
                var answer = Data()
                while answer.count < count {
                    guard let more = try worker.answers.read(upToCount: count - answer.count), !more.isEmpty else {
                        throw Died(operation: operation, kernel: kernel)
                    }
                    answer.append(more)
                }
                return answer
            } catch {
                connection = nil
                throw Died(operation: operation, kernel: kernel)
            }
        }
    }

    private func number(from answer: Data) -> Int {
        Int(answer.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) })
    }

    private func start() throws -> Connection {
        let worker = try ArmTools.worker.get()
        let process = Process()
        process.executableURL = ArmTools.installed?.qemu
        process.arguments = ["-cpu", processor, worker.path]
        return try Running.starting.withLock {
            let requests = Pipe(), answers = Pipe()
            process.standardInput = requests
            process.standardOutput = answers
            try process.run()
            return Connection(
                process: process, requests: requests.fileHandleForWriting, answers: answers.fileHandleForReading)
        }
    }
}
