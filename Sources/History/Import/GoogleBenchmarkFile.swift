import Crypto
import Foundation
import Report

/// What a program built with Google Benchmark writes with `--benchmark_out_format=json`.
///
/// Source: https://github.com/google/benchmark, docs/user_guide.md and src/json_reporter.cc, versions 1.5 to 1.9.
public struct GoogleBenchmarkFile: Sendable {
    let path: String
    let document: Document
    /// SHA-256 of the file's bytes, in hexadecimal.
    let digest: String

    /// - Throws: `ReportError` where the file cannot be read; ``HistoryError/unusable(file:cause:remedy:)``.
    public init(reading path: String) throws {
        self.path = path
        let bytes = try InputFile.bytes(of: path)
        digest = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(bytes))
        } catch {
            throw HistoryError.unusable(
                file: path, cause: "this is no JSON of Google Benchmark (\(Self.words(error)))",
                remedy: "write the file with --benchmark_out=FILE --benchmark_out_format=json")
        }
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "it has no \(key.stringValue)"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
        default: "the text is no JSON"
        }
    }

    struct Document: Decodable {
        let context: Context
        let benchmarks: [Benchmark]
    }

    struct Context: Decodable {
        let date: String
        let hostName: String?
        let executable: String?
        let cpus: Int?
        let caches: [Cache]?
        let libraryVersion: String?
        let buildType: String?
        /// What `--benchmark_context=commit=…` says.
        let commit: String?

        enum CodingKeys: String, CodingKey {
            case date, executable, caches, commit
            case hostName = "host_name"
            case cpus = "num_cpus"
            case libraryVersion = "library_version"
            case buildType = "library_build_type"
        }
    }

    struct Cache: Decodable {
        let type: String
        let level: Int
        let size: Int
    }

    /// A repetition of a benchmark, or an aggregate over its repetitions.
    struct Benchmark: Decodable {
        let name: String
        let runName: String?
        /// `iteration` or `aggregate`.
        let runType: String?
        let aggregate: String?
        let repetitions: Int?
        let iterations: Double?
        let realTime: Double?
        let timeUnit: String?
        let bytesPerSecond: Double?
        let itemsPerSecond: Double?
        let hasFailed: Bool?
        let message: String?
        let skipMessage: String?

        enum CodingKeys: String, CodingKey {
            case name, repetitions, iterations
            case runName = "run_name"
            case runType = "run_type"
            case aggregate = "aggregate_name"
            case realTime = "real_time"
            case timeUnit = "time_unit"
            case bytesPerSecond = "bytes_per_second"
            case itemsPerSecond = "items_per_second"
            case hasFailed = "error_occurred"
            case message = "error_message"
            case skipMessage = "skip_message"
        }
    }
}
