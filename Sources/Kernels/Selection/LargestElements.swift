import CKernels
import Statistics

/// Finds elements of the largest magnitude in a long array, by ascending index. Bounds on the threshold come from a sample: what
/// reaches the lower one is taken in one pass, and only that is looked at again. Everything is allocated when it is made. Not safe
/// for concurrent use.
public final class LargestElements {
    /// Of the elements taken last.
    public let indices: UnsafeMutablePointer<Int32>
    /// As many as ``indices``.
    public let values: UnsafeMutablePointer<Float>
    /// Bytes of everything that it has allocated.
    public let byteCount: Int
    /// Elements that can be taken.
    public let capacity: Int
    private let count: Int
    private let kernels: SelectionKernels
    private let sample: UnsafeMutablePointer<Float>
    private let scratch: UnsafeMutablePointer<UInt32>

    /// Elements of the sample. Half of an array's threshold is known to some percent then, at shares of a percent, too.
    private static let sampleCount = 16_384
    /// Where whole passes are as fast as a sample.
    private static let few = 4 * sampleCount
    /// How many standard deviations of the number of the sample's elements above the threshold the bounds are away from it. Beyond
    /// them lies one of 20,000 arrays, which is then looked at as a whole.
    private static let margin = 4.0

    /// - Parameters:
    ///   - count: elements of the array.
    ///   - most: elements that are taken at most, 0 … count.
    public init(count: Int, most: Int, with kernels: SelectionKernels = .fastest) {
        (self.count, self.kernels) = (count, kernels)
        capacity = min(count, most + most / 2 + 4096)
        let slack = Int(CK_SELECTION_SLACK)
        indices = .allocate(capacity: capacity + slack)
        values = .allocate(capacity: capacity + slack)
        let samples = count > Self.few ? Self.sampleCount : 0
        sample = .allocate(capacity: samples + 1)
        scratch = .allocate(capacity: SelectionKernels.scratchCount)
        byteCount = 8 * (capacity + slack) + 4 * (samples + 1 + SelectionKernels.scratchCount)
    }

    deinit {
        indices.deallocate()
        values.deallocate()
        sample.deallocate()
        scratch.deallocate()
    }

    /// Takes the k elements of the largest magnitude, the first of equal ones.
    /// - Parameter k: 0 … the most that was announced.
    public func take(_ k: Int, of x: UnsafePointer<Float>) {
        guard k > 0 else { return }
        if count > Self.few, takeCandidates(for: k, of: x) { return }
        kernels.top(k, of: x, count: count, indices: indices, values: values, scratch: scratch)
    }

    /// Takes about k elements of the largest magnitude: those that reach the threshold of a sample (Lin et al., "Deep Gradient
    /// Compression", ICLR 2018, arXiv:1712.01887, section 3). Returns how many; exactly k where they would be more than half as many
    /// again, or less than half.
    public func takeAbout(_ k: Int, of x: UnsafePointer<Float>) -> Int {
        guard count > Self.few, k > 0 else {
            take(k, of: x)
            return k
        }
        let taken = reaching(sampledThreshold(of: x, rank: max(rank(of: k), 1)), of: x)
        if (k / 2...k + k / 2).contains(taken) { return taken }
        take(k, of: x)
        return k
    }

    /// Takes the elements whose magnitude reaches a threshold; returns how many, and more than ``capacity`` where there are more.
    public func take(atLeast magnitude: Float, of x: UnsafePointer<Float>) -> Int {
        reaching(magnitude.magnitude.bitPattern, of: x)
    }

    private func reaching(_ threshold: UInt32, of x: UnsafePointer<Float>) -> Int {
        kernels.reaching(threshold, of: x, count: count, most: capacity, indices: indices, values: values)
    }

    /// Where the k-th largest element of the array is expected among the sample's.
    private func rank(of k: Int) -> Int { Int(Double(k) * Double(Self.sampleCount) / Double(count)) }

    /// Fills the sample with one element of each stretch of equal length, and returns the bits of the one of a rank.
    private func sampledThreshold(of x: UnsafePointer<Float>, rank: Int) -> UInt32 {
        let stretch = count / Self.sampleCount
        for i in 0..<Self.sampleCount {
            // Anywhere in its stretch: elements at equal distances may have something in common.
            let place = Int(truncatingIfNeeded: SplitMix64.mixed(UInt64(i)) >> 32) % stretch
            sample[i] = x[i * stretch + place]
        }
        return kernels.thresholdBits(sample, count: Self.sampleCount, k: rank, scratch: scratch)
    }

    /// Returns false where the sample has led astray.
    private func takeCandidates(for k: Int, of x: UnsafePointer<Float>) -> Bool {
        let expected = rank(of: k)
        let share = Double(k) / Double(count)
        let deviation = (Double(Self.sampleCount) * share * (1 - share)).squareRoot()
        let away = Int(Self.margin * deviation) + 2
        guard expected + away <= Self.sampleCount else { return false }
        let low = sampledThreshold(of: x, rank: expected + away)
        let taken = reaching(low, of: x)
        guard taken >= k, taken <= capacity else { return false }
        var high = UInt32(1) << 31
        if expected - away >= 1 {
            let bits = kernels.thresholdBits(sample, count: Self.sampleCount, k: expected - away, scratch: scratch)
            if bits > low, kernels.above(bits - 1, of: values, count: taken) < k { high = bits }
        }
        let threshold = kernels.thresholdBits(values, count: taken, k: k, within: low..<high)
        return kernels.keep(k, reaching: threshold, of: taken, indices: indices, values: values) == k
    }
}
