import CKernels

/// A loop over memory: the rate at which loads and stores of an instruction set move bytes on this machine.
///
/// Copy and triad are those of STREAM (McCalpin, "Memory Bandwidth and Machine Balance in Current High Performance
/// Computers", IEEE TCCA Newsletter, December 1995), and bytes are counted as there: each array's elements once a
/// pass, whether read or written. What a cache reads in order to write (write-allocate traffic) is not counted, so a
/// loop that writes to memory moves more than it shows.
public struct BandwidthLoop: Sendable {
    /// What a loop does with its arrays.
    public enum Kind: String, Sendable, CaseIterable {
        /// The sum of a.
        case read
        /// a[i] = value.
        case write
        /// a[i] = b[i].
        case copy
        /// a[i] = b[i] + s·c[i].
        case triad

        /// Arrays that the loop goes over.
        public var arrays: Int {
            switch self {
            case .read, .write: 1
            case .copy: 2
            case .triad: 3
            }
        }
    }

    /// What it does.
    public let kind: Kind
    /// The instruction set's name: `avx2`, or `baseline` for the compiler's own.
    public let instructionSet: String
    /// The instruction sets that it uses beyond the compiler's baseline.
    public let features: [CPUFeature]
    private let loops: CKBandwidthLoop?

    init(
        _ kind: Kind, _ instructionSet: String, _ features: [CPUFeature],
        _ loops: UnsafePointer<CKBandwidthLoop>?
    ) {
        self.kind = kind
        self.instructionSet = instructionSet
        self.features = features
        self.loops = loops?.pointee
    }

    /// `read/avx2`.
    public var name: String { "\(kind.rawValue)/\(instructionSet)" }

    /// Why this machine cannot run it; nil where it can.
    public var unavailable: String? { CPUFeature.absence(among: features) }

    /// What ``Kind/write`` stores, and the s of ``Kind/triad``.
    public static let scalar: Float = 3

    /// Goes over the arrays. Only on a machine that can (``unavailable`` is nil).
    /// - Parameters:
    ///   - arrays: ``Kind/arrays`` arrays of `count` floats, a first, b and c right behind it.
    ///   - passes: how often.
    /// - Returns: for ``Kind/read`` the sum of all words of all passes modulo 2³², otherwise 0.
    @discardableResult
    public func run(_ arrays: UnsafeMutableRawPointer, count: Int, passes: Int) -> UInt32 {
        guard let loops else { return 0 }
        let a = arrays.assumingMemoryBound(to: Float.self)
        let (b, c) = (a + count, a + 2 * count)
        switch kind {
        case .read: return loops.read(arrays, Int64(count), Int64(passes))
        case .write: loops.write(a, Self.scalar, Int64(count), Int64(passes))
        case .copy: loops.copy(a, b, Int64(count), Int64(passes))
        case .triad: loops.triad(a, b, c, Self.scalar, Int64(count), Int64(passes))
        }
        return 0
    }

    /// All loops, narrowest first within a kind.
    public static let all: [BandwidthLoop] = Kind.allCases.flatMap { kind in
        [
            baseline(kind),
            BandwidthLoop(kind, "avx2", [.avx2, .fma], ck_bandwidth_avx2),
            BandwidthLoop(kind, "avx512", [.avx512], ck_bandwidth_avx512),
        ]
    }

    /// The widest loop of a kind that this machine runs.
    public static func best(_ kind: Kind) -> BandwidthLoop {
        all.last { $0.kind == kind && $0.unavailable == nil } ?? baseline(kind)
    }

    private static func baseline(_ kind: Kind) -> BandwidthLoop {
        BandwidthLoop(kind, "baseline", [], ck_bandwidth_baseline)
    }
}
