/// Numbers of things in words.
enum Counted {
    /// `1 case`, `2,000 cases`.
    static func text(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(number(count)) \(count == 1 ? singular : plural ?? singular + "s")"
    }

    /// `2,000`.
    static func number(_ count: Int) -> String {
        DecimalText.fixed(Double(count), decimals: 0)
    }
}
