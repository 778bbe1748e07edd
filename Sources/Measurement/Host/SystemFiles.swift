import Foundation

/// The kernel's files about the machine, below a root that tests replace by a made-up tree.
public struct SystemFiles: Sendable {
    /// The folder that stands for `/`.
    public var root: String

    /// The machine's own files, unless a root is given.
    public init(root: String = "/") {
        self.root = root
    }

    /// The file's text without surrounding white space; nil where it cannot be read.
    public func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: root + "/" + path) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The names in a folder, sorted; empty where there is none.
    public func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []).sorted()
    }

    /// Whether there is a file or a folder.
    public func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root + "/" + path)
    }

    /// `key : value` lines, as in /proc/cpuinfo and /proc/meminfo; the first of each key.
    func fields(_ path: String, separator: Character = ":") -> [String: String] {
        var fields: [String: String] = [:]
        for line in (text(path) ?? "").split(separator: "\n") {
            let parts = line.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let key = parts[0].trimmingCharacters(in: .whitespaces)
            if fields[key] == nil {
                fields[key] = parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
            }
        }
        return fields
    }
}
