import EnergyModels

/// The documents behind numbers, and how many of these have none or were not checked.
struct Citation {
    /// In one line.
    let text: String

    init(_ numbers: [ProfileNumber]) {
        let uncertain = numbers.filter { $0.kind != .chosen }
        var documents: [String] = []
        for document in uncertain.filter({ $0.kind != .assumed }).map(\.source.document)
        where !documents.contains(document) {
            documents.append(document)
        }
        let assumed = uncertain.count { $0.kind == .assumed }
        let unchecked = uncertain.count { $0.isUnverified && $0.kind != .assumed }
        text =
            (documents
            + [
                assumed == 0 ? nil : "\(assumed) of \(counted(uncertain.count, "number")) assumed",
                unchecked == 0 ? nil : "\(unchecked) unverified",
            ].compactMap { $0 }).joined(separator: "; ")
    }
}
