import CKernels

/// Where the elements of a batch of images lie for the sparse kernels: channel after channel, in each the image's lines with
/// their border, in each line the pixels with the examples of the batch innermost. What a weight is multiplied with is then
/// one run of floats, whichever weights are left.
///
/// A border of zeros takes the place of padding. Lines and channels begin an odd number of cache lines apart: at powers of
/// two, all channels of a pixel would compete for the same few places in the caches.
public struct RunLayout: Hashable, Sendable {
    /// Examples.
    public let batch: Int
    /// Channels, and the rows and columns of the image without its border.
    public let channels, height, width: Int
    /// Zeros around the image.
    public let border: Border
    /// Floats from one line to the next.
    public let linePitch: Int
    /// Floats from one channel to the next.
    public let channelPitch: Int

    /// Rows and columns of zeros around an image.
    public struct Border: Hashable, Sendable {
        public var top, bottom, left, right: Int

        /// No border, unless it is said.
        public init(top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0) {
            (self.top, self.bottom, self.left, self.right) = (top, bottom, left, right)
        }

        /// What suits both.
        public func union(_ other: Border) -> Border {
            Border(
                top: max(top, other.top), bottom: max(bottom, other.bottom), left: max(left, other.left),
                right: max(right, other.right))
        }
    }

    /// - Parameters:
    ///   - batch: examples, at least 1.
    ///   - channels: and `height`, `width`: of the image, each at least 1.
    public init(batch: Int, channels: Int, height: Int = 1, width: Int = 1, border: Border = Border()) {
        self.batch = batch
        self.channels = channels
        self.height = height
        self.width = width
        self.border = border
        let line = (border.left + width + border.right) * batch
        let lines = border.top + height + border.bottom
        linePitch = lines == 1 ? line : Self.spread(line)
        channelPitch = Self.spread(lines * linePitch)
    }

    /// Floats that a buffer must hold: what kernels may read beyond the last run included.
    public var count: Int { channels * channelPitch + Int(CK_SPARSE_SLACK) }

    /// The place of an element.
    public func offset(channel: Int, row: Int = 0, column: Int = 0, example: Int = 0) -> Int {
        channel * channelPitch + (border.top + row) * linePitch + (border.left + column) * batch + example
    }

    /// Whether what needs another layout can take this one: the same images, with a border at least as wide.
    public func serves(_ other: RunLayout) -> Bool {
        batch == other.batch && channels == other.channels && height == other.height && width == other.width
            && border.union(other.border) == border
    }

    /// So many floats or a few more: an odd number of cache lines, where it is several at all.
    private static func spread(_ floats: Int) -> Int {
        let lines = (floats + 15) / 16
        guard lines > 1 else { return floats }
        return (lines | 1) * 16
    }
}

extension RunLayout: CustomStringConvertible {
    /// `64×128×14×14, border 1 1 1 1`: batch, channels, rows and columns, then the border above, below, left and right.
    public var description: String {
        "\(batch)×\(channels)×\(height)×\(width), border \(border.top) \(border.bottom) \(border.left) \(border.right)"
    }
}
