import Kernels
import Statistics

/// What a message begins with, 16 bytes; the format's parameters follow.
struct MessageHeader {
    static let byteCount = 16
    /// Elements that a message has at most: indices have 32 bits with a sign.
    static let mostElements = Int(Int32.max)
    private static let magic: UInt8 = 0xB6
    private static let version: UInt8 = 1

    let format: WireFormat
    let stage: LosslessStage
    let elements: Int
    let payloadByteCount: Int
    let checksum: UInt32

    init(format: WireFormat, stage: LosslessStage, elements: Int, payloadByteCount: Int) {
        (self.format, self.stage) = (format, stage)
        (self.elements, self.payloadByteCount, checksum) = (elements, payloadByteCount, 0)
    }

    /// - Throws: ``CompressionError/message(offset:reason:)``.
    init(_ message: UnsafeRawBufferPointer) throws(CompressionError) {
        guard message.count >= Self.byteCount else {
            throw .message(offset: message.count, reason: "it ends before the \(Self.byteCount) bytes of its header")
        }
        guard message[0] == Self.magic else {
            throw .message(offset: 0, reason: "no message begins with \(message[0])")
        }
        guard message[1] == Self.version else {
            throw .message(offset: 1, reason: "version \(message[1]) is not known, \(Self.version) is")
        }
        guard let format = WireFormat(rawValue: message[2]) else {
            throw .message(offset: 2, reason: "no format has the number \(message[2])")
        }
        let stages = LosslessStage.allCases
        guard message[3] < stages.count else {
            throw .message(offset: 3, reason: "no lossless stage has the number \(message[3])")
        }
        (self.format, stage) = (format, stages[Int(message[3])])
        elements = Int(message.littleEndian(UInt32.self, at: 4))
        payloadByteCount = Int(message.littleEndian(UInt32.self, at: 8))
        checksum = message.littleEndian(UInt32.self, at: 12)
    }

    /// Where the words of what follows the header stand for the checksum: that itself has no place.
    static let firstPlace = byteCount / 4 - 1

    /// Writes it in front of a message whose parameters and payload are there, with their checksum.
    /// - Parameter payload: its sums, where they are known.
    func write(
        to message: UnsafeMutableRawPointer, byteCount: Int, payload: FletcherSums? = nil, kernels: CompressionKernels
    ) {
        let bytes = message.assumingMemoryBound(to: UInt8.self)
        bytes[0] = Self.magic
        bytes[1] = Self.version
        bytes[2] = format.rawValue
        bytes[3] = UInt8(LosslessStage.allCases.firstIndex(of: stage) ?? 0)
        message.store(UInt32(elements), at: 4)
        message.store(UInt32(payloadByteCount), at: 8)
        let rest = payload == nil ? byteCount : byteCount - payloadByteCount
        let checksum = Self.checksum(message, byteCount: rest, adding: payload ?? FletcherSums(), kernels: kernels)
        message.store(checksum, at: 12)
    }

    /// Of the bytes before its place and all behind it.
    /// - Parameter others: sums of what stands behind `byteCount` bytes.
    static func checksum(
        _ message: UnsafeRawPointer, byteCount: Int, adding others: FletcherSums = FletcherSums(),
        kernels: CompressionKernels
    ) -> UInt32 {
        let bytes = message.assumingMemoryBound(to: UInt8.self)
        var sums = others
        kernels.add(bytes, count: 12, place: 0, to: &sums)
        kernels.add(bytes + Self.byteCount, count: byteCount - Self.byteCount, place: firstPlace, to: &sums)
        return UInt32(SplitMix64.mixed(sums.sum &+ SplitMix64.increment &* sums.weighted) >> 32)
    }
}

extension UnsafeRawBufferPointer {
    func littleEndian<T: FixedWidthInteger>(_: T.Type, at offset: Int) -> T {
        T(littleEndian: loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    func float(at offset: Int) -> Float { Float(bitPattern: littleEndian(UInt32.self, at: offset)) }
}

extension UnsafeMutableRawPointer {
    func store<T: FixedWidthInteger>(_ value: T, at offset: Int) {
        storeBytes(of: value.littleEndian, toByteOffset: offset, as: T.self)
    }

    func store(_ value: Float, at offset: Int) { store(value.bitPattern, at: offset) }
}
