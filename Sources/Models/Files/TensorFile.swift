/// Named tensors and what is said about them: the content of a safetensors file.
///
/// The format is eight bytes with the header's length, little-endian; the header, a JSON object that gives each tensor's
/// type, shape and place, and texts under `__metadata__`; then the tensors, one after the other without gaps. Files are
/// read strictly: what another reader might take differently is refused.
///
/// Source: github.com/huggingface/safetensors, README.md, section "Format".
public struct TensorFile: Sendable {
    /// What errors call it: the file's path, if it has one.
    public let name: String
    /// In the order in which a file holds them: by type as ``TensorElement`` lists them, then by the names' UTF-8 bytes.
    public let tensors: [StoredTensor]
    /// Texts by their key.
    public let metadata: [String: String]
    private let places: [String: Int]

    /// The header's key of the metadata, which no tensor may have.
    static let metadataKey = "__metadata__"
    /// Bytes that a header may have, as the format's own library allows.
    static let headerLimit = 100_000_000

    /// Refuses tensors that no file can hold.
    ///
    /// Names that Unicode holds to be the same, however they are encoded, are one name here.
    /// - Parameters:
    ///   - tensors: in any order.
    ///   - metadata: texts by their key.
    ///   - name: what errors call it.
    /// - Throws: ``TensorFileError`` for a name used twice or reserved, bytes that are not of the shape's size, and an
    ///   infinity or NaN.
    public init(
        _ tensors: [StoredTensor], metadata: [String: String] = [:], name: String = "tensors in memory"
    ) throws(TensorFileError) {
        var names: Set<String> = []
        for tensor in tensors {
            guard tensor.name != Self.metadataKey else { throw .nameReserved(file: name, name: tensor.name) }
            guard names.insert(tensor.name).inserted else { throw .nameRepeated(file: name, name: tensor.name) }
            guard let expected = tensor.element.byteCount(of: tensor.shape) else {
                throw .shapeInvalid(file: name, tensor: tensor.name, shape: tensor.shape)
            }
            guard tensor.bytes.count == expected else {
                throw .sizeDiffers(
                    file: name, tensor: tensor.name, element: tensor.element, shape: tensor.shape,
                    expected: expected, actual: tensor.bytes.count)
            }
            if let (index, value) = tensor.firstNotFinite {
                // A NaN's description holds its bits, too.
                let text = value.isNaN ? "nan" : "\(value)"
                throw .notFinite(file: name, tensor: tensor.name, element: index, value: text)
            }
        }
        self.name = name
        self.metadata = metadata
        let order = Dictionary(uniqueKeysWithValues: TensorElement.allCases.enumerated().map { ($1, $0) })
        self.tensors = tensors.sorted { left, right in
            left.element == right.element
                ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
                : order[left.element, default: 0] < order[right.element, default: 0]
        }
        places = Dictionary(uniqueKeysWithValues: self.tensors.enumerated().map { ($1.name, $0) })
    }

    /// The tensor of a name, if there is one.
    public subscript(name: String) -> StoredTensor? { places[name].map { tensors[$0] } }
}

extension TensorFile: Equatable {
    /// Whether tensors and metadata are the same, to the bit; what errors call the files makes no difference.
    public static func == (left: TensorFile, right: TensorFile) -> Bool {
        left.metadata == right.metadata && left.tensors == right.tensors
    }
}
