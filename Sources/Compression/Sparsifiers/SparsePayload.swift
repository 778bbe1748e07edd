import Kernels

/// Which elements are kept.
enum SparseRule: Sendable {
    /// A share of all, the largest by magnitude (Aji, Heafield, 2017, arXiv:1704.05021).
    case top(share: Double)
    /// About as many, by the threshold of a sample.
    case sampledTop(share: Double)
    /// All from a magnitude on.
    case threshold(Float)

    /// Elements that a share of some are: at least one, where there are any.
    static func kept(_ share: Double, of count: Int) -> Int {
        min(max(Int((share * Double(count)).rounded()), 1), count)
    }
}

/// A few elements with their positions.
final class SparseEncoder: PayloadEncoder {
    let format = WireFormat.sparse
    let parameterByteCount = 8
    let payloadCapacity: Int
    /// Which elements are kept; a share may become smaller, but not larger than in the beginning.
    var rule: SparseRule
    /// Elements that were sent last.
    private(set) var kept = 0
    /// Where they are.
    var indices: UnsafePointer<Int32> { UnsafePointer(largest.indices) }
    private let count: Int
    /// nil for those that take the fewest bytes.
    private let positions: SparsePositions?
    private let values: SparseValues
    private let largest: LargestElements
    private let kernels: CompressionKernels

    init(
        count: Int, _ rule: SparseRule, positions: SparsePositions?, values: SparseValues,
        kernels: CompressionKernels = .fastest
    ) {
        (self.count, self.rule, self.positions, self.values, self.kernels) = (count, rule, positions, values, kernels)
        let most =
            switch rule {
            case .top(let share), .sampledTop(let share): SparseRule.kept(share, of: count)
            case .threshold: count
            }
        largest = LargestElements(count: count, most: most)
        let room = largest.capacity
        payloadCapacity = values.byteCount(room) + SparsePositions.mostBytes(kept: room, of: count)
    }

    var stateByteCount: Int { largest.byteCount }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        choose(gradient)
        // What is no number is larger than all numbers and thresholds: it was chosen.
        if kernels.mostBits(largest.values, count: kept) >= Float.infinity.bitPattern {
            try kernels.requireFinite(gradient, count: count)
        }
        try values.write(largest.values, count: kept, indices: indices, to: payload, kernels)
        let valueBytes = values.byteCount(kept)
        let plan =
            positions?.plan(indices, kept: kept, of: count)
            ?? SparsePositions.smallest(indices, kept: kept, of: count)
        plan.write(indices, kept: kept, of: count, to: payload + valueBytes)
        parameters.store(UInt32(kept), at: 0)
        parameters.store(plan.positions.rawValue, at: 4)
        parameters.store(values.rawValue, at: 5)
        parameters.store(UInt8(plan.parameter), at: 6)
        parameters.store(UInt8(0), at: 7)
        return valueBytes + plan.byteCount
    }

    private func choose(_ gradient: UnsafePointer<Float>) {
        switch rule {
        case .top(let share):
            kept = SparseRule.kept(share, of: count)
            largest.take(kept, of: gradient)
        case .sampledTop(let share):
            kept = largest.takeAbout(SparseRule.kept(share, of: count), of: gradient)
        case .threshold(let magnitude): kept = largest.take(atLeast: magnitude, of: gradient)
        }
    }
}

final class SparseDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.sparse]
    private let count: Int
    private let kernels = CompressionKernels.fastest
    private let indices: UnsafeMutablePointer<Int32>
    private let values: UnsafeMutablePointer<Float>
    var stateByteCount: Int { 8 * count }

    init(count: Int) {
        self.count = count
        indices = .allocate(capacity: max(count, 1))
        values = .allocate(capacity: max(count, 1))
    }

    deinit {
        indices.deallocate()
        values.deallocate()
    }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let kept = Int(message.parameters.littleEndian(UInt32.self, at: 0))
        guard kept <= count else { throw message.parameterError(at: 0, "\(kept) of \(count) elements are kept") }
        guard let positions = SparsePositions(rawValue: message.parameters[4]) else {
            throw message.parameterError(at: 4, "no positions have the number \(message.parameters[4])")
        }
        let written = try message.values(at: 5)
        let parameter = Int(message.parameters[6])
        guard parameter <= (positions == .gaps ? 31 : 0) else {
            throw message.parameterError(at: 6, "\(parameter) is no Rice parameter of \(positions)")
        }
        guard message.parameters[7] == 0 else { throw message.parameterError(at: 7, "it is not 0") }
        let offset = written.byteCount(kept)
        let plan = SparsePositions.Plan(
            positions: positions, parameter: parameter,
            byteCount: positions == .gaps
                ? max(message.payload.count - offset, 0)
                : positions.plan(indices, kept: kept, of: count).byteCount)
        try message.requirePayload(of: offset + plan.byteCount)
        try written.read(message, count: kept, into: values, kernels)
        try message.requireFinite(values, count: kept, kernels)
        try plan.read(message, from: offset, kept: kept, of: count, into: indices)
        gradient.update(repeating: 0, count: count)
        for i in 0..<kept { gradient[Int(indices[i])] = values[i] }
    }
}

extension ReceivedMessage {
    /// How values are written, as a parameter says.
    func values(at offset: Int) throws(CompressionError) -> SparseValues {
        guard let values = SparseValues(rawValue: parameters[offset]) else {
            throw parameterError(at: offset, "no values have the number \(parameters[offset])")
        }
        return values
    }
}
