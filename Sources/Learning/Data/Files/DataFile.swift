import Foundation

/// A file's bytes, as an array: a set's numbers take four times their place, and `Data` reads single bytes slowly.
struct DataFile {
    let path: String
    let bytes: [UInt8]

    /// - Throws: ``DataError/unreadable(file:reason:)``, or ``DataError/compressed(file:)`` for what gzip made.
    init(_ path: String) throws(DataError) {
        self.path = path
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .unreadable(file: path, reason: "there is no such file")
        }
        guard !isDirectory.boolValue else { throw .unreadable(file: path, reason: "it is a directory") }
        do {
            bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
        } catch {
            throw .unreadable(file: path, reason: error.localizedDescription)
        }
        guard !bytes.starts(with: [0x1F, 0x8B]) else { throw .compressed(file: path) }
    }

    /// Four bytes as a big-endian number.
    /// - Throws: ``DataError/sizeDiffers(file:expected:actual:)`` where the file ends before.
    func bigEndian32(at offset: Int) throws(DataError) -> Int {
        guard bytes.count >= offset + 4 else {
            throw .sizeDiffers(file: path, expected: "at least \(offset + 4)", actual: bytes.count)
        }
        return (0..<4).reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
    }
}

extension DataFile {
    /// The lines of a UTF-8 text, without LF or CR LF; empty lines at the end are left out.
    /// - Throws: ``DataError/textInvalid(file:line:column:cause:)`` for bytes that are not UTF-8.
    func lines() throws(DataError) -> [String] {
        var lines: [String] = []
        for var line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            guard let text = String(validating: line, as: UTF8.self) else {
                throw .textInvalid(file: path, line: lines.count + 1, column: 1, cause: .notUTF8)
            }
            lines.append(text)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

extension StringProtocol {
    /// The finite FP32 number that it stands for.
    func finiteFloat() throws(TextFault) -> Float {
        guard let number = Float(self) else { throw .notANumber(String(self)) }
        guard number.isFinite else { throw .notFinite(String(self)) }
        return number
    }
}
