import Foundation

extension TensorFile {
    /// Reads a file, which is mapped into memory where the system can: tensors that nobody asks for take no memory for
    /// long. The file must stay as it is while its tensors are in use.
    /// - Throws: ``TensorFileError`` where it cannot be read or is not what the format says.
    public init(path: String) throws(TensorFileError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .unreadable(file: path, reason: "there is no such file")
        }
        guard !isDirectory.boolValue else { throw .unreadable(file: path, reason: "it is a directory") }
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw .unreadable(file: path, reason: error.localizedDescription)
        }
        try self.init(data: data, name: path)
    }

    /// Reads a file's bytes.
    /// - Parameters:
    ///   - data: the whole file; its tensors share the bytes.
    ///   - name: what errors call it.
    /// - Throws: ``TensorFileError`` where the bytes are not what the format says.
    public init(data: Data, name: String) throws(TensorFileError) {
        guard data.count >= 8 else { throw .tooShort(file: name, byteCount: data.count) }
        let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(Self.headerLimit) else {
            throw .headerTooLong(file: name, length: length, limit: Self.headerLimit)
        }
        guard data.count - 8 >= Int(length) else {
            throw .headerPastEnd(file: name, length: Int(length), byteCount: data.count)
        }
        let body = data.dropFirst(8 + Int(length))
        let header = try TensorHeader([UInt8](data.dropFirst(8).prefix(Int(length))), file: name)
        try header.checkPlaces(byteCount: body.count, file: name)
        try self.init(
            header.entries.map { entry in
                StoredTensor(
                    entry.name, entry.element, shape: entry.shape,
                    bytes: body[body.startIndex + entry.start..<body.startIndex + entry.end])
            }, metadata: header.metadata, name: name)
    }
}
