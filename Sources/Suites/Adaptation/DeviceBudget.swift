import Quantities

/// What a device has to spare for learning; nil is no limit.
struct DeviceBudget: Equatable, Sendable {
    /// That learning may take at its peak.
    var memory: ByteCount?
    /// That an event may take on average: its prediction, and its share of updates.
    var energy: Joules?
    /// That an event with an update may take: 99 of 100 are to be faster.
    var latency: Seconds?

    /// No limit at all.
    init() {}

    /// `{ memory: 256 KiB, energy: 20 µJ, latency: 5 ms }`, each of which may be missing.
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ node: DefinitionNode) throws {
        let fields = try node.mapping(required: [], optional: Self.options.map(\.key))
        for option in Self.options {
            guard let node = fields.optional(option.key) else { continue }
            let text = try node.text()
            do {
                try set(option.key, text)
            } catch let error as QuantityError {
                throw node.error("\(error)", remedy: "write \(option.expected)")
            } catch {
                throw node.error("\(text) is nothing to spare", remedy: "write \(option.expected)")
            }
        }
    }

    /// With other limits where options give them.
    /// - Throws: ``SuiteError/badOptionValue(key:value:expected:)``.
    func replacing(_ options: [String: String]) throws -> DeviceBudget {
        var budget = self
        for option in Self.options {
            guard let text = options[option.key] else { continue }
            do {
                try budget.set(option.key, text)
            } catch {
                throw SuiteError.badOptionValue(key: option.key, value: text, expected: option.expected)
            }
        }
        return budget
    }

    /// What may be limited, and how it is written.
    static let options: [(key: String, expected: String, summary: String)] = [
        ("memory", "bytes above 0 such as 256KiB", "memory that learning may take at its peak"),
        ("energy", "joules above 0 such as 20uJ", "energy that an event may take on average, update included"),
        ("latency", "seconds above 0 such as 5ms", "time that 99 of 100 events with their updates may take"),
    ]

    /// Nothing is less than what anybody can spare.
    private struct NothingToSpare: Error {}

    private mutating func set(_ key: String, _ text: String) throws {
        switch key {
        case "memory":
            let bytes = try ByteCount(parsing: text)
            guard bytes > .zero else { throw NothingToSpare() }
            memory = bytes
        case "energy":
            let joules = try Joules(parsing: text)
            guard joules > .zero else { throw NothingToSpare() }
            energy = joules
        default:
            let seconds = try Seconds(parsing: text)
            guard seconds > .zero else { throw NothingToSpare() }
            latency = seconds
        }
    }

    /// `256 KiB of memory and 20 µJ an event`.
    var words: String {
        let parts = [
            memory.map { "\($0) of memory" }, energy.map { "\($0) an event" },
            latency.map { "\($0) an event with its update" },
        ].compactMap { $0 }
        return parts.isEmpty ? "no limit" : parts.joined(separator: " and ")
    }
}
