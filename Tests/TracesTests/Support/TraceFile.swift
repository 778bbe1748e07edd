import Foundation
import Quantities
import TestSupport

@testable import Traces

/// A trace in a file of its own, gone with its owner.
final class TraceFile {
    private let tree: MadeUpTree
    private static let name = "trace.csv"

    init(_ text: String) throws {
        tree = try MadeUpTree([Self.name: text])
    }

    var path: String { tree.path(Self.name) }

    /// What the file gives for a request.
    func trace(_ change: (inout TraceRequest) throws -> Void = { _ in }) throws -> Trace {
        var request = TraceRequest()
        try change(&request)
        return try Trace(reading: path, request)
    }

    /// What is said of the file instead, which is called FILE there.
    func complaint(_ change: (inout TraceRequest) throws -> Void = { _ in }) -> String {
        do {
            return "read as \(try trace(change).format)"
        } catch {
            return "\(error)".replacingOccurrences(of: path, with: "FILE")
        }
    }

    /// A fixture, read as requested.
    static func golden(_ name: String, _ change: (inout TraceRequest) throws -> Void = { _ in }) throws -> Trace {
        let file = Bundle.module.url(forResource: "Fixtures", withExtension: nil)?.appendingPathComponent(name)
        var request = TraceRequest()
        try change(&request)
        return try Trace(reading: file?.path ?? name, request)
    }
}

/// Whether two figures agree to a share of 10⁻⁹, which is what a trace's energy is held to.
func agree(_ figure: Double?, _ expected: Double, within tolerance: Double = 1e-9) -> Bool {
    figure.map { abs($0 - expected) <= tolerance * abs(expected) } ?? false
}
