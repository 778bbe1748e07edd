import Foundation
import Testing

/// Expected values written by `Fixtures/make_fixtures.py`.
func fixture<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
    let url = try #require(
        Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
}

/// Whether two numbers agree up to a relative error; both zero counts, as does a difference below the normals.
func close(_ value: Double, _ expected: Double, relative: Double = 1e-12) -> Bool {
    abs(value - expected) <= max(relative * abs(expected), .leastNormalMagnitude)
}
