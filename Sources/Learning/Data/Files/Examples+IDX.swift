import Models

extension Examples {
    /// The examples of a pair of IDX files, as MNIST's; the numbers as they stand there, 0 to 255 for bytes.
    /// - Parameters:
    ///   - images: of dimensions n×height×width, or n×height×width×channels, or n×features, which become channels.
    ///   - labels: n unsigned bytes.
    ///   - classes: names; without, the numbers from 0 to the largest label.
    /// - Throws: ``DataError``
    public init(idx images: String, labels: String, classes: [String]? = nil) throws(DataError) {
        let pixels = try IDXArray(file: images)
        let shape = try Self.shape(pixels, file: images)
        let numbers = try Self.labels(of: labels, classes: classes?.count)
        guard numbers.count == pixels.dimensions[0] else {
            throw .fileCountsDiffer(
                file: images, count: pixels.dimensions[0], other: labels, otherCount: numbers.count)
        }
        let names = classes ?? (0...(numbers.max() ?? 0)).map(String.init)
        try self.init(
            shape: shape, classes: names, inputs: (0..<pixels.count).map { Float(pixels[$0]) }, labels: numbers)
    }

    private static func shape(_ pixels: IDXArray, file: String) throws(DataError) -> ImageShape {
        let sizes = pixels.dimensions
        switch sizes.count {
        case 2: return ImageShape(height: 1, width: 1, channels: sizes[1])
        case 3: return ImageShape(height: sizes[1], width: sizes[2], channels: 1)
        case 4: return ImageShape(height: sizes[1], width: sizes[2], channels: sizes[3])
        default:
            throw .formatDiffers(
                file: file, byte: 3, found: "\(sizes.count) dimensions", expected: "2 to 4, the first for the examples")
        }
    }

    private static func labels(of file: String, classes: Int?) throws(DataError) -> [Int] {
        let array = try IDXArray(file: file)
        guard array.dimensions.count == 1 else {
            throw .formatDiffers(
                file: file, byte: 3, found: "\(array.dimensions.count) dimensions", expected: "1, a label per example")
        }
        guard array.element == .unsignedByte else {
            throw .formatDiffers(
                file: file, byte: 2, found: "\(array.element)", expected: "unsignedByte, a label per example")
        }
        let labels = (0..<array.count).map { Int(array[$0]) }
        if let classes, let place = labels.firstIndex(where: { $0 >= classes }) {
            throw .labelUnknown(file: file, byte: array.offset + place, label: labels[place], classes: classes)
        }
        return labels
    }
}
