/// Parts what no other beats in all costs at once from the rest.
struct ParetoSplit<Entry> {
    /// Beaten by none, in the order given.
    let best: [Entry]
    /// Beaten by another: no better in any cost, and worse in one.
    let others: [Entry]

    /// - Parameter costs: as many of each entry, less being better.
    init(_ entries: [Entry], costs: (Entry) -> [Double]) {
        let all = entries.map(costs)
        func isBeaten(_ own: [Double]) -> Bool {
            all.contains { other in
                let pairs = zip(other, own)
                return pairs.allSatisfy { $0 <= $1 } && pairs.contains { $0 < $1 }
            }
        }
        best = zip(entries, all).filter { !isBeaten($0.1) }.map(\.0)
        others = zip(entries, all).filter { isBeaten($0.1) }.map(\.0)
    }
}
