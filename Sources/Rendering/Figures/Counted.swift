/// Numbers of things in words.
enum Counted {
    /// `1 case`, `2,000 cases`.
    static func text(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(DecimalText.fixed(Double(count), decimals: 0)) \(count == 1 ? singular : plural ?? singular + "s")"
    }
}
