/// The part of the input that a layer reads, its padding included: with the border in place, the operand of an
/// output pixel is one run of kernelWidth·channels elements for each kernel row.
struct BorderedImage {
    /// Elements that a kernel may read beyond the last.
    private static let slack = 16

    private let shape: ConvolutionShape
    private let height: Int
    private let width: Int
    private let top: Int
    private let left: Int

    init(_ shape: ConvolutionShape) {
        self.shape = shape
        height = (shape.outputHeight - 1) * shape.strideHeight + shape.kernelHeight
        width = (shape.outputWidth - 1) * shape.strideWidth + shape.kernelWidth
        top = shape.paddingTop
        left = shape.paddingLeft
    }

    /// Elements to allocate: the image's and the slack.
    var capacity: Int { height * rowCount + Self.slack }

    /// Elements from one row to the next.
    var rowCount: Int { width * shape.inputChannels }

    /// Where an output pixel's operand begins.
    func start(ofPixel pixel: Int) -> Int {
        let (y, x) = pixel.quotientAndRemainder(dividingBy: shape.outputWidth)
        return y * shape.strideHeight * rowCount + x * shape.strideWidth * shape.inputChannels
    }

    /// Calls `body` for each run of elements: where it begins here and, unless it is border, in the input.
    func forEachRun(_ body: (_ to: Int, _ from: Int?, _ count: Int) -> Void) {
        let c = shape.inputChannels
        let inside = min(shape.inputWidth, width - left)
        for y in 0..<height {
            let row = y * rowCount
            guard y >= top, y - top < shape.inputHeight else {
                body(row, nil, rowCount)
                continue
            }
            body(row, nil, left * c)
            body(row + left * c, (y - top) * shape.inputWidth * c, inside * c)
            body(row + (left + inside) * c, nil, (width - left - inside) * c)
        }
    }
}
