/// The names most like a mistyped one, nearest first, for error messages.
///
/// Nearness is the Levenshtein distance without regard to case; names further than half the longer one's
/// length (at least 2) are no help and left out. Ties keep the order of `names`.
/// - Parameters:
///   - name: what was typed.
///   - names: what there is.
///   - limit: the most names to return.
public func nearestNames(to name: String, in names: some Sequence<String>, limit: Int = 3) -> [String] {
    let typed = Array(name.lowercased().utf8)
    var near: [(name: String, distance: Int)] = []
    for candidate in names {
        let known = Array(candidate.lowercased().utf8)
        let distance = levenshtein(typed, known)
        if distance <= max(2, max(typed.count, known.count) / 2) { near.append((candidate, distance)) }
    }
    // The standard library's sort is stable.
    return near.sorted { $0.distance < $1.distance }.prefix(max(0, limit)).map(\.name)
}

/// Least number of insertions, deletions and substitutions that turn one text into the other
/// (V. I. Levenshtein, 1966), by the two-row dynamic programme of Wagner and Fischer (1974).
func levenshtein(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var previous = Array(0...b.count)
    for (i, left) in a.enumerated() {
        var current = [i + 1]
        for (j, right) in b.enumerated() {
            let substituted = previous[j] + (left == right ? 0 : 1)
            current.append(min(substituted, previous[j + 1] + 1, current[j] + 1))
        }
        previous = current
    }
    return previous[b.count]
}
