import Foundation

extension TensorFile {
    /// The file's bytes: the same for the same content, and with up to one text of metadata those that the format's own
    /// library writes. That one puts texts in any order; here they stand by their keys' UTF-8 bytes.
    public var data: Data {
        let header = header
        var data = Data(capacity: 8 + header.count + tensors.reduce(0) { $0 + $1.bytes.count })
        withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(contentsOf: header)
        for tensor in tensors { data.append(tensor.bytes) }
        return data
    }

    /// Writes a file. It takes the place of another at once, so that tensors read from that one stay what they were.
    /// - Throws: ``TensorFileError/unwritable(file:reason:)``, or ``TensorFileError/headerTooLong(file:length:limit:)``
    ///   for more names than a header may have.
    public func write(to path: String) throws(TensorFileError) {
        let length = header.count
        guard length <= Self.headerLimit else {
            throw .headerTooLong(file: path, length: UInt64(length), limit: Self.headerLimit)
        }
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .unwritable(file: path, reason: error.localizedDescription)
        }
    }

    private var header: [UInt8] {
        var members: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))" }
            members.append("\"\(Self.metadataKey)\":{\(texts.joined(separator: ","))}")
        }
        var end = 0
        for tensor in tensors {
            let start = end
            end += tensor.bytes.count
            let sizes = tensor.shape.map(String.init).joined(separator: ",")
            members.append(
                """
                \(JSONText.quoted(tensor.name)):{"dtype":"\(tensor.element.rawValue)","shape":[\(sizes)],\
                "data_offsets":[\(start),\(end)]}
                """)
        }
        let text = [UInt8]("{\(members.joined(separator: ","))}".utf8)
        // Spaces up to a multiple of 8 bytes, so that the first tensor is aligned.
        return text + [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    }
}
