import Basics

extension KernelFiles {
    /// The file's text; nil where it cannot be read.
    func optionalText(_ path: String) -> String? {
        try? text(path)
    }

    /// `key : value` lines, as in /proc/cpuinfo and /proc/meminfo; the first of each key, quotes removed.
    func fields(_ path: String, separator: Character = ":") -> [String: String] {
        var fields: [String: String] = [:]
        for line in (optionalText(path) ?? "").split(separator: "\n") {
            let parts = line.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let key = parts[0].trimming(\.isWhitespace)
            if fields[key] == nil {
                fields[key] = parts[1].trimming { $0.isWhitespace || $0 == "\"" }
            }
        }
        return fields
    }
}

extension Substring {
    /// Without the characters of a kind at both ends.
    fileprivate func trimming(_ isDropped: (Character) -> Bool) -> String {
        var rest = drop(while: isDropped)
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return String(rest)
    }
}
