@testable import Compression

/// Messages whose numbers are as large as they can be said, each with a right checksum, which a decoder of `count`
/// elements must refuse.
struct AbsurdMessages {
    private(set) var all: [(why: String, message: [UInt8])] = []
    private let count: Int
    private static let most = UInt32.max
    /// FP32's 1.
    private static let one: [UInt8] = [0, 0, 0x80, 0x3F]
    private static let ones = [UInt8](repeating: 0xFF, count: 1 << 16)

    /// - Parameter count: 3 at least.
    init(of count: Int) throws {
        self.count = count
        addHeaders()
        addCounts()
        addCodes()
        addTensors()
        addParts()
        try addStages()
    }

    private mutating func add(
        _ why: String, _ format: WireFormat, stage: UInt8 = 0, elements: Int? = nil, _ parameters: [UInt8] = [],
        payload: [UInt8]
    ) {
        all.append(
            (
                why + " in \(format)",
                .message(format, stage: stage, elements: elements ?? count, parameters: parameters, payload: payload)
            ))
    }

    private mutating func addHeaders() {
        let parameters = [UInt8](repeating: 0, count: 16)
        for format in WireFormat.allCases {
            for elements in [Int(Int32.max), Int(Int32.max) + 1, Int(Self.most)] {
                add("\(elements) elements", format, elements: elements, parameters, payload: [])
            }
            add("64 KiB of ones", format, payload: Self.ones)
            var said = [UInt8].message(format, elements: count, parameters: parameters, payload: [])
            said.setWord(Self.most, at: 8)
            said.mend(length: false)
            all.append(("a payload of 4 GiB in \(format)", said))
        }
    }

    private mutating func addCounts() {
        let payload = Self.one + Self.ones
        for kept in [UInt32(count) + 1, 1 << 31, Self.most] {
            for (positions, values) in (0..<12).map({ (UInt8($0 % 3), UInt8($0 / 3)) }) {
                add("\(kept) kept", .sparse, .words(kept) + [positions, values, 0, 0], payload: payload)
            }
            add("a sample of \(kept)", .random, .words(1, 2, kept, 0), payload: payload)
            add("\(kept) levels", .qsgd, .words(0) + [4, 0, 1, 0], payload: Self.one + .words(kept) + Self.ones)
        }
        for format in [WireFormat.int8, .scaledSign, .twoValues] {
            add("buckets of 1 without numbers", format, .words(1), payload: Self.ones)
        }
    }

    /// Rice and Elias codes of numbers that are too large, or never end.
    private mutating func addCodes() {
        for rice in [UInt8(0), 1, 16, 31] {
            let parameters = .words(1) + [2, 0, rice, 0]
            for length in [1, 7, Self.ones.count] {
                add("a gap without an end", .sparse, parameters, payload: Self.one + Self.ones[..<length])
            }
            let gap = [UInt8](repeating: 0xFF, count: count / 8 + 1) + [0, 0, 0, 0, 0]
            add("a gap beyond the end", .sparse, parameters, payload: Self.one + gap)
        }
        let codes: [(String, [UInt8])] = [
            // 10 for 2, 101 for 5, 101000 for 40, then 1 and forty times 0; the first bit is the lowest.
            ("2^40", [0b1011_0101, 0b0000_1000, 0, 0, 0, 0, 0, 0]), ("ones", Array(Self.ones[..<1000])),
            ("zeros", .init(repeating: 0, count: 1000)), ("nothing", []),
        ]
        for (why, code) in codes {
            add("\(why) in Elias' code", .qsgd, .words(0) + [127, 0, 1, 0], payload: Self.one + .words(1) + code)
        }
    }

    private mutating func addTensors() {
        let (most, ones) = (Self.most, Self.ones)
        func shapes(_ rows: UInt32, _ columns: UInt32) -> [UInt8] {
            [0xFF, 0xFF, 0xFF, 0xFF] + [[UInt8]](repeating: .words(rows, columns), count: 65_535).joined()
        }
        add("65,535 tensors that are not there", .lowRank, [1, 0, 0xFF, 0xFF], payload: [])
        add("65,535 tensors of 4 billion rows", .lowRank, shapes(most, most), payload: ones)
        add("65,535 tensors of rows alone", .lowRank, shapes(most, 0), payload: [])
        add("65,535 tensors of columns alone", .lowRank, shapes(0, most), payload: ones)
        add("a product of 2^64", .lowRank, [1, 0, 1, 0] + .words(most, most), payload: ones)
        add("a product of 2^62", .lowRank, [1, 0, 1, 0] + .words(1 << 31, 1 << 31), payload: ones)
        add("no factors", .lowRank, [1, 0, 1, 0] + .words(1, UInt32(count)), payload: [])
    }

    private mutating func addParts() {
        let part = [UInt8].message(.sign, elements: 1, payload: [0])
        let empty = [UInt8].message(.sign, elements: 0, payload: [])
        let large = [UInt8].message(.sign, elements: 1 << 31, payload: [])
        let nested = [UInt8].message(of: [part], elements: 1)
        all += [
            ("4 billion parts", .message(of: [part], elements: count, said: Self.most)),
            ("parts of nothing", .message(of: .init(repeating: empty, count: 30_000), elements: count)),
            ("parts of parts", .message(of: .init(repeating: nested, count: count), elements: count)),
            ("one part too many", .message(of: .init(repeating: part, count: count + 1), elements: count)),
            ("a part of 2^31 elements", .message(of: [large], elements: count)),
        ]
    }

    /// Much that few bytes expand to, and lengths that lie.
    private mutating func addStages() throws {
        let right = UInt32(4 * count)
        for (number, stage) in LosslessStage.allCases.enumerated() where EveryCodec.stages.contains(stage) {
            guard let compressor = try stage.compressor() else { continue }
            let number = UInt8(number)
            let bomb = try compressor.packed(.init(repeating: 0, count: 1 << 24))
            let zeros = try compressor.packed(.init(repeating: 0, count: 4 * count))
            for length in [0, right, UInt32(64 + 9 * count), UInt32(65 + 9 * count), 1 << 24, 1 << 31, Self.most] {
                add("a bomb that says \(length)", .fp32, stage: number, payload: .words(length) + bomb)
            }
            for length in [0, right - 1, right + 1, Self.most] {
                add("a length of \(length)", .fp32, stage: number, payload: .words(length) + zeros)
            }
            add("two streams", .fp32, stage: number, payload: .words(right) + zeros + zeros)
        }
        let stored = [UInt8]([[UInt8]](repeating: [0, 0, 0, 0xFF, 0xFF], count: 100_000).joined())
        add("100,000 blocks of nothing", .fp32, stage: 1, payload: .words(right) + [0x78, 0x01] + stored)
        let frame = [UInt8](.words(right) + [0x28, 0xB5, 0x2F, 0xFD])
        let blocks = [UInt8](repeating: 0, count: 300_000)
        add("100,000 blocks of nothing", .fp32, stage: 2, payload: frame + [0, 0x58] + blocks)
        add("a window of 2 GiB", .fp32, stage: 2, payload: frame + [0, 0xA8, 1, 0, 0])
        add("2^63 bytes", .fp32, stage: 2, payload: frame + [0xE0, 0, 0, 0, 0, 0, 0, 0, 0x80, 1, 0, 0])
    }
}

extension LosslessCompressor {
    /// What it makes of some bytes.
    func packed(_ bytes: [UInt8]) throws -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: bound(bytes.count))
        let count = try bytes.withUnsafeBytes { bytes in
            try packed.withUnsafeMutableBytes { try compress(bytes, into: $0) }
        }
        return Array(packed[..<count])
    }
}
