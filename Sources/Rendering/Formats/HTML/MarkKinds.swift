import Report

/// Which colour and symbol the kinds of a report's variants have, the same in all of its charts. A variant's kind is the
/// first word of its name: `int8/avx2` is of kind `int8`.
struct MarkKinds {
    /// Precisions keep theirs in all reports.
    private static let fixed = ["fp32", "int8", "int4", "bf16", "fp16"]
    /// So many the style sheet has.
    private static let count = 8

    private let kinds: [String: Int]

    init(_ report: Report) {
        let names = report.cases.filter { !$0.isRoof }.map { Self.name(of: $0.variant) }.uniqued()
        var kinds = Dictionary(uniqueKeysWithValues: Self.fixed.enumerated().map { ($1, $0) })
        var next = names.contains(where: Self.fixed.contains) ? Self.fixed.count : 0
        for name in names where kinds[name] == nil {
            kinds[name] = next % Self.count
            next += 1
        }
        self.kinds = kinds
    }

    /// `int8` of `int8/avx2`.
    static func name(of variant: String) -> String {
        String(variant.prefix { $0 != "/" })
    }

    subscript(variant: String) -> Int { kinds[Self.name(of: variant)] ?? 0 }
}
