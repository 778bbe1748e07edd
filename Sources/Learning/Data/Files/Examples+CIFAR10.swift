import Models

extension Examples {
    /// The classes of CIFAR-10, as its `batches.meta.txt` names them.
    public static let cifar10Classes = [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ]

    /// The examples of binary files of CIFAR-10, one file after the other; 32×32×3, numbers 0 to 255.
    ///
    /// A record has 3,073 bytes: the label, then 1,024 of red, of green and of blue, each row by row. Here the three
    /// colours of a pixel stand together.
    ///
    /// Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009, and the data's page.
    /// - Throws: ``DataError``
    public init(cifar10 files: [String]) throws(DataError) {
        let plane = 1024
        let record = 1 + 3 * plane
        var inputs: [Float] = []
        var labels: [Int] = []
        for path in files {
            let bytes = try DataFile(path).bytes
            guard !bytes.isEmpty, bytes.count % record == 0 else {
                throw .sizeDiffers(file: path, expected: "a multiple of \(record)", actual: bytes.count)
            }
            for start in stride(from: 0, to: bytes.count, by: record) {
                let label = Int(bytes[start])
                guard label < Self.cifar10Classes.count else {
                    throw .labelUnknown(file: path, byte: start, label: label, classes: Self.cifar10Classes.count)
                }
                labels.append(label)
                for pixel in 0..<plane {
                    for colour in 0..<3 { inputs.append(Float(bytes[start + 1 + colour * plane + pixel])) }
                }
            }
        }
        try self.init(
            shape: ImageShape(height: 32, width: 32, channels: 3), classes: Self.cifar10Classes, inputs: inputs,
            labels: labels)
    }
}
