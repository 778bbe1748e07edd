import Crypto
import Foundation

/// Tells whether two executables are the same.
public enum ExecutableDigest {
    /// SHA-256 of a file's bytes, in hexadecimal.
    /// - Throws: what the system says of a file that cannot be read.
    public static func of(_ path: String) throws -> String {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        return SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    }
}
