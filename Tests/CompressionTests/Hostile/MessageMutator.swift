import Statistics

@testable import Compression

/// Makes messages out of valid ones that are wrong somewhere, with a checksum that is right, so that they come as far
/// as the decoders of payloads.
struct MessageMutator {
    private let valid: [ValidMessage]
    private let sizes: Set<Int>
    private var generator: SeededGenerator

    init(_ valid: [ValidMessage], seed: UInt64) {
        self.valid = valid
        sizes = Set(valid.map(\.count))
        generator = SeededGenerator(seed: seed, stream: "mutations")
    }

    private mutating func pick(_ bound: Int) -> Int { generator.integer(below: max(bound, 1)) }

    private mutating func pickValid() -> ValidMessage { valid[pick(valid.count)] }

    /// A message with up to three changes, and the elements of the decoder it is for.
    mutating func next() -> ValidMessage {
        let from = pickValid()
        var bytes = from.bytes
        if bytes[2] == WireFormat.parts.rawValue, pick(4) > 0 {
            changeParts(&bytes)
        } else {
            for _ in 0...pick(3) { change(&bytes, from.count) }
            bytes.mend(length: pick(16) > 0)
        }
        let said = bytes.count >= 8 ? Int(bytes.word(at: 4)) : 0
        return ValidMessage(bytes: bytes, count: sizes.contains(said) ? said : from.count)
    }

    /// A message whose payload was changed before its lossless stage.
    mutating func nextStaged(_ compressor: any LosslessCompressor, _ stage: LosslessStage) throws -> ValidMessage {
        var from = pickValid()
        while from.bytes[3] != 0 || from.bytes[2] == WireFormat.parts.rawValue { from = pickValid() }
        var bytes = from.bytes
        if pick(8) > 0 { change(&bytes, from.count) }
        guard let header = bytes.headerCount, header <= bytes.count, bytes[2] != WireFormat.parts.rawValue else {
            return from
        }
        let payload = Array(bytes[header...])
        var packed = try compressor.packed(payload)
        if pick(4) == 0 { change(&packed, from.count) }
        let said = pick(8) == 0 ? interesting(payload.count) : UInt32(payload.count)
        bytes = Array(bytes[..<header]) + .words(said) + packed
        bytes[3] = UInt8(LosslessStage.allCases.firstIndex(of: stage) ?? 0)
        bytes.mend()
        return ValidMessage(bytes: bytes, count: from.count)
    }

    /// Bytes that no encoder had to do with; with the beginning of a message, sometimes.
    mutating func garbage() -> [UInt8] {
        var bytes = (0..<pick(80)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        let beginning = [0xB6, 1, UInt8(1 + pick(14)), UInt8(pick(3))].prefix(pick(5)).prefix(bytes.count)
        bytes.replaceSubrange(..<beginning.count, with: beginning)
        if pick(2) == 0 { bytes.mend() }
        return bytes
    }

    /// A number that is often the first or the last that can be.
    private mutating func interesting(_ count: Int) -> UInt32 {
        let numbers: [UInt32] = [
            0, 1, 2, 31, 32, 127, 128, 255, 256, 65_535, 0x7FFF_FFFF, 0x8000_0000, .max, .max - 1, 0x7F80_0000,
            0xFF80_0000,
            0x7FC0_0000, 0x7F7F_FFFF, 0x0080_0000, UInt32(truncatingIfNeeded: count),
            UInt32(truncatingIfNeeded: count - 1),
            UInt32(truncatingIfNeeded: count + 1), UInt32(truncatingIfNeeded: generator.next()),
        ]
        return numbers[pick(numbers.count)]
    }

    private mutating func change(_ bytes: inout [UInt8], _ count: Int) {
        let begin = min(pick(4) == 0 ? 0 : MessageHeader.byteCount, bytes.count)
        let place = begin + pick(bytes.count - begin)
        let end = min(place + 1 + pick(12), bytes.count)
        guard place < end else {
            bytes.append(UInt8(truncatingIfNeeded: generator.next()))
            return
        }
        let other = pickValid().bytes
        switch pick(11) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes[place] ^= 1 << UInt8(pick(8))
        case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF, 31, 32, 243][pick(8)]
        case 3 where place / 4 * 4 + 4 <= bytes.count: bytes.setWord(interesting(count), at: place / 4 * 4)
        case 4: bytes.removeSubrange(place...)
        case 5: bytes.removeSubrange(place..<end)
        case 6: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 7: bytes += (0..<1 + pick(8)).map { _ in UInt8(truncatingIfNeeded: pick(2) == 0 ? 0 : generator.next()) }
        case 8: for i in place..<bytes.count { bytes[i] = place % 2 == 0 ? 0xFF : 0 }
        case 9 where place < other.count: bytes.replaceSubrange(place..., with: other[place...])
        default:
            // The format, the stage, or the number of elements of another message.
            let field = [2, 3, 4, 16][pick(4)]
            for i in field..<(field == 4 ? 8 : field + 1) where i < min(bytes.count, other.count) {
                bytes[i] = other[i]
            }
        }
    }

    private mutating func changeParts(_ bytes: inout [UInt8]) {
        var parts = bytes.parts
        let elements = Int(bytes.word(at: 4))
        let said = pick(8) == 0 ? interesting(parts.count) : nil
        guard !parts.isEmpty else {
            bytes = .message(of: [pickValid().bytes], elements: elements, said: said)
            return
        }
        let chosen = pick(parts.count)
        switch pick(6) {
        case 0: parts.remove(at: chosen)
        case 1: parts.insert(parts[chosen], at: pick(parts.count))
        case 2: parts.swapAt(chosen, pick(parts.count))
        case 3: parts[chosen] = pickValid().bytes
        default:
            change(&parts[chosen], elements)
            parts[chosen].mend()
        }
        bytes = .message(of: parts, elements: elements, said: said)
    }
}
