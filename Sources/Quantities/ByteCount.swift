/// A whole number of bytes. `KB` is a thousand of them and `KiB` 1,024, when read as when written.
public struct ByteCount: Hashable, Comparable, Sendable {
    /// How many.
    public var count: Int

    /// - Parameter count: how many.
    public init(_ count: Int) {
        self.count = count
    }

    /// By number.
    public static func < (left: ByteCount, right: ByteCount) -> Bool { left.count < right.count }
    /// All together.
    public static func + (left: ByteCount, right: ByteCount) -> ByteCount { ByteCount(left.count + right.count) }
    /// So many times as many.
    public static func * (factor: Int, bytes: ByteCount) -> ByteCount { ByteCount(factor * bytes.count) }

    /// None.
    public static let zero = ByteCount(0)
    /// 1,024 bytes.
    public static let kibibyte = ByteCount(1024)

    private static let units: [(symbol: String, bytes: Int)] = [
        ("B", 1), ("KB", 1000), ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
        ("TiB", 1 << 40),
    ]
}

extension ByteCount {
    /// Reads `1500`, `1500 B`, `1.5 KB`, `2 KiB`.
    /// - Throws: ``QuantityError`` for what is no number, has another unit, is negative, beyond 2⁵³ or no whole number of
    ///   bytes.
    public init(parsing text: String) throws(QuantityError) {
        let kind = "a number of bytes"
        let (number, unit) = try QuantityText.split(text, kind: kind)
        guard let bytes = unit.isEmpty ? 1 : Self.units.first(where: { $0.symbol == unit })?.bytes else {
            throw .unknownUnit(text, kind: kind, known: Self.units.map(\.symbol))
        }
        // 1.001 KB is 1,001 bytes, although 1.001 is no double.
        let exact = number * Double(bytes)
        let count = exact.rounded()
        guard count >= 0, abs(exact - count) <= 1e-9 * count else { throw .noWholeBytes(text) }
        guard count <= 0x1p53 else { throw .tooManyBytes(text) }
        self.init(Int(count))
    }
}

extension ByteCount: CustomStringConvertible {
    /// `1 KiB`, `1.5 KB`: in the unit in which it is shortest.
    public var description: String {
        for unit in Self.units.sorted(by: { $0.bytes > $1.bytes }) where unit.symbol != "kB" && count >= unit.bytes {
            let number = QuantityText.number(Double(count) / Double(unit.bytes))
            if number.count <= 4, Double(number).map({ $0 * Double(unit.bytes) == Double(count) }) == true {
                return "\(number) \(unit.symbol)"
            }
        }
        return "\(count) B"
    }
}
