import Foundation
import Statistics
import Testing

@testable import Drift

/// What `Fixtures/alarms.py` wrote: streams, and the alarms river raises on them.
struct Fixture: Decodable {
    struct Stream: Decodable {
        let name: String
        let seed: String
        let digest: String
        let segments: [Segment]

        /// The stream's values, made as the script makes them.
        func values() throws -> [Double] {
            var generator = SplitMix64(state: try #require(UInt64(seed)))
            return segments.flatMap { $0.values(&generator) }
        }
    }

    struct Segment: Decodable {
        enum Law: String, Decodable { case constant, bernoulli, bell }

        let law: Law
        let count: Int
        let from: Double
        let to: Double
        let deviation: Double

        func values(_ generator: inout SplitMix64) -> [Double] {
            (0..<count).map { index in
                let level = from + (to - from) * (Double(index) / Double(count))
                switch law {
                case .constant: return level
                case .bernoulli: return generator.uniform() < level ? 1 : 0
                case .bell:
                    var total = 0.0
                    for _ in 0..<12 { total += generator.uniform() }
                    return level + deviation * (total - 6)
                }
            }
        }
    }

    struct Probe: Decodable {
        let at: Int
        let state: [Double]
    }

    struct Case: Decodable {
        let detector: String
        let stream: Int
        let parameters: Int
        let alarms: [Int]
        let warnings: [Int]
        let probes: [Probe]
    }

    struct Parameters: Decodable {
        let page_hinkley: [PageHinkleyParameters]
        let adwin: [ADWINParameters]
        let ddm: [DDMParameters]
    }

    let river: String
    let parameters: Parameters
    let streams: [Stream]
    let cases: [Case]

    /// The fixture, read once.
    static let shared = Result {
        let url = try #require(
            Bundle.module.url(forResource: "alarms", withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }

    /// A detector's cases, each with its stream's values.
    static func cases(of detector: String, longest: Int = .max) throws -> [(Case, values: [Double])] {
        let fixture = try shared.get()
        return try fixture.cases.filter { $0.detector == detector }.compactMap { expected in
            let values = try fixture.streams[expected.stream].values()
            return values.count <= longest ? (expected, values) : nil
        }
    }
}

extension SplitMix64 {
    fileprivate mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// FNV-1a of 64 bits over the words of numbers.
func digest(_ numbers: [Double]) -> String {
    let hash = numbers.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ $1.bitPattern) &* 0x100_0000_01B3 }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
}

/// The places of a detector's alarms.
func alarms(of detector: some DriftDetector, on values: [Double]) -> [Int] {
    var detector = detector
    return values.indices.filter { detector.add(values[$0]) }
}
