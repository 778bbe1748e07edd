import Basics
import CKernels

extension LayerShape {
    /// Threads of a team that the layer is worth.
    func threads(of team: Team) -> Int {
        let product = gemm
        return max(1, min(team.count, product.m * product.n * product.k / Self.leastShare))
    }

    /// MACs of a thread's share below which dividing may cost more than it gains. To hand a task to a spinning worker and
    /// wait for it takes 0.4 µs. Two threads with AVX2 (Zen 3; the quickest of 400 interleaved repeats) were 0.6 to 1.3
    /// times as fast as one for depthwise layers of up to 21,000 MACs, 1.0 to 1.8 times for those from 41,000 on, and
    /// for products, which begin at 131,000, 1.0 to 1.9 times, with a median of 1.7.
    static let leastShare = 20_000
}

extension CKLayer {
    /// Some rows of a layer's output as a layer of its own.
    struct Part {
        var layer: CKLayer
        /// Where its input and output begin in the whole layer's, in bytes.
        var inputOffset: Int
        var outputOffset: Int

        init(_ layer: CKLayer, inputOffset: Int, outputOffset: Int) {
            self.layer = layer
            self.inputOffset = inputOffset
            self.outputOffset = outputOffset
        }

        /// All of a layer.
        init(whole layer: CKLayer) {
            self.init(layer, inputOffset: 0, outputOffset: 0)
        }
    }

    /// The layer cut into at most `count` parts by the rows of its output, pixels where it is a product. They take the
    /// weights that were packed for the whole layer, which kernels pack alike for
    /// - rows of the same width: depthwise kernels join neighbouring pixels of few channels;
    /// - more than one pixel: a single one has kernels of its own;
    /// - image rows that are equally far apart: a border makes them longer, which padding beside the image gives all
    ///   parts, but padding above and below it alone only the first and the last. Such a layer remains whole.
    func parts(_ count: Int, isChannelwise: Bool, elementBytes: Int) -> [Part] {
        let isProduct =
            !isChannelwise && kernelHeight == 1 && kernelWidth == 1 && strideHeight == 1 && strideWidth == 1
        let rows = isProduct ? outputHeight * outputWidth : outputHeight
        let count = min(Int64(count), rows / 2)
        guard count > 1, isProduct || hasBorderBeside || !hasBorderAcross else {
            return [Part(whole: self)]
        }
        return (0..<count).map { index in
            let rows = rows * index / count..<rows * (index + 1) / count
            return isProduct
                ? self.pixels(rows, elementBytes: elementBytes) : self.rows(rows, elementBytes: elementBytes)
        }
    }

    private var hasBorderBeside: Bool { padLeft > 0 || (outputWidth - 1) * strideWidth + kernelWidth > inputWidth }
    private var hasBorderAcross: Bool { padTop > 0 || (outputHeight - 1) * strideHeight + kernelHeight > inputHeight }

    /// Output rows with the input rows that they see.
    private func rows(_ rows: Range<Int64>, elementBytes: Int) -> Part {
        let start = rows.lowerBound * strideHeight - padTop
        let skipped = max(0, start)
        var part = self
        part.padTop = max(0, -start)
        part.outputHeight = Int64(rows.count)
        part.inputHeight = min(
            inputHeight - skipped, (part.outputHeight - 1) * strideHeight + kernelHeight - part.padTop)
        return Part(
            part, inputOffset: Int(skipped * inputWidth * inputChannels) * elementBytes,
            outputOffset: Int(rows.lowerBound * outputWidth * outputChannels) * elementBytes)
    }

    /// Some pixels of a product: an image of one row.
    private func pixels(_ pixels: Range<Int64>, elementBytes: Int) -> Part {
        var part = self
        (part.inputHeight, part.outputHeight) = (1, 1)
        (part.inputWidth, part.outputWidth) = (Int64(pixels.count), Int64(pixels.count))
        return Part(
            part, inputOffset: Int(pixels.lowerBound * inputChannels) * elementBytes,
            outputOffset: Int(pixels.lowerBound * outputChannels) * elementBytes)
    }
}
