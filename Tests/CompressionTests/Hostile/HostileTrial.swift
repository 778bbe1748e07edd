import Foundation

@testable import Compression

/// Decodes messages that may be anything, and notes what a decoder must not do with them: read behind a message,
/// write beside a gradient, leave an element unwritten or let one be infinite or no number.
final class HostileTrial {
    /// Elements on both sides of a gradient.
    private static let band = 64
    private static let untouched = Float(bitPattern: 0x7FC0_BAD5)
    private let memory: UnsafeMutablePointer<Float>
    private let room: MessageRoom
    private let mostElements: Int
    private var decoders: [Int: GradientDecoder] = [:]
    /// Messages so far, and those that were decoded.
    private(set) var inputs = 0, decoded = 0
    /// The formats of the latter.
    private(set) var formats = Set<WireFormat>()
    /// What went wrong.
    private(set) var problems: [String] = []

    /// - Throws: where the system gives no memory.
    init(mostElements: Int = 1200) throws {
        self.mostElements = mostElements
        memory = .allocate(capacity: mostElements + 2 * Self.band)
        room = try MessageRoom(byteCount: 1 << 22)
    }

    deinit { memory.deallocate() }

    /// Gives a message to the decoder of so many elements; returns its error, nil where it has decoded it.
    @discardableResult func decode(_ message: [UInt8], count: Int) -> CompressionError? {
        inputs += 1
        guard (0...mostElements).contains(count), let decoder = decoder(of: count) else {
            note("there is no decoder of \(count) elements", message)
            return nil
        }
        let gradient = memory + Self.band
        memory.update(repeating: Self.untouched, count: count + 2 * Self.band)
        defer {
            let isTouched =
                (0..<Self.band).contains { i in
                    [memory[i], gradient[count + i]].contains { $0.bitPattern != Self.untouched.bitPattern }
                }
            if isTouched { note("elements beside the gradient were written", message) }
        }
        do {
            // Every other one ends where its memory does; the others lie on words, where none is copied before.
            try decoder.decode(room.place(message, onWords: inputs % 2 == 0), into: gradient)
        } catch {
            return error
        }
        decoded += 1
        if let format = WireFormat(rawValue: message[2]) { formats.insert(format) }
        if (0..<count).contains(where: { !gradient[$0].isFinite }) { note("an element is not finite", message) }
        return nil
    }

    /// Gives a message that must be refused.
    func refuse(_ message: [UInt8], count: Int, _ why: String) {
        if decode(message, count: count) == nil { note("\(why), and was decoded", message) }
    }

    private func decoder(of count: Int) -> GradientDecoder? {
        if let known = decoders[count] { return known }
        decoders[count] = try? GradientDecoder(count: count)
        return decoders[count]
    }

    private func note(_ problem: String, _ message: [UInt8]) {
        guard problems.count < 10 else { return }
        problems.append("input \(inputs): \(problem): \(Data(message.prefix(400)).base64EncodedString())")
    }
}

/// Memory that ends where the process may read no further.
final class MessageRoom {
    struct Failed: Error {}

    private let mapping: UnsafeMutableRawPointer
    private let byteCount: Int
    private let page = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// - Parameter byteCount: whole pages.
    init(byteCount: Int) throws {
        self.byteCount = byteCount
        let (access, kind) = (PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON)
        guard let mapping = mmap(nil, byteCount + page, access, kind, -1, 0), mapping != MAP_FAILED,
            mprotect(mapping + byteCount, page, PROT_NONE) == 0
        else { throw Failed() }
        self.mapping = mapping
    }

    deinit { munmap(mapping, byteCount + page) }

    /// A copy of a message at the end, or up to 3 bytes before.
    func place(_ message: [UInt8], onWords: Bool) -> UnsafeRawBufferPointer {
        let length = min(onWords ? (message.count + 3) / 4 * 4 : message.count, byteCount)
        let start = mapping + byteCount - length
        let place = UnsafeMutableRawBufferPointer(start: start, count: min(message.count, length))
        place.copyBytes(from: message.prefix(place.count))
        return UnsafeRawBufferPointer(place)
    }
}

/// The memory of this process.
enum PeakMemory {
    /// The most bytes that were resident so far; nil where the system does not say.
    static var bytes: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first.map { $0 << 10 }
    }
}
