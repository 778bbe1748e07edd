/// A whole number that keeps its place when it does not fit: `JSONDecoder` forgets the path of such a number.
private struct WholeNumber<Number: FixedWidthInteger & Decodable>: Decodable {
    let value: Number

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            value = try container.decode(Number.self)
        } catch let error as DecodingError {
            throw error
        } catch {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "the number is not a whole one from \(Number.min) to \(Number.max)")
        }
    }
}

// The conformances synthesised in this module pick these overloads instead of the standard library's.
extension KeyedDecodingContainer {
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try decode(WholeNumber<Int>.self, forKey: key).value
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        try decodeIfPresent(WholeNumber<Int>.self, forKey: key)?.value
    }

    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
        try decode(WholeNumber<UInt64>.self, forKey: key).value
    }
}
