/// Lines over an area, so that kinds are told apart without colour. Kind 0 has none.
enum Hatching {
    private static let paths = [
        "", "M-6,6L6,-6", "M-6,-6L6,6", "M0,-6V6", "M-6,0H6", "M-6,-6L6,6M-6,6L6,-6", "M-6,-3H6M-6,3H6",
        "M-3,-6V6M3,-6V6",
    ]

    /// The lines over a box of 12 × 12 around 0.
    static func lines(_ kind: Int) -> String {
        let path = paths[kind % paths.count]
        return path.isEmpty ? "" : "<path class=\"hatch\" d=\"\(path)\"/>"
    }

    /// The patterns of some kinds, to be referred to as `url(#CHART-hatch-KIND)`.
    static func definitions(_ kinds: some Sequence<Int>, chart: String, _ markup: inout Markup) {
        markup.element("defs") { markup in
            for kind in kinds where !lines(kind).isEmpty {
                markup.element(
                    "pattern",
                    [
                        "id": reference(kind, chart: chart), "width": "12", "height": "12",
                        "patternUnits": "userSpaceOnUse", "viewBox": "-6 -6 12 12",
                    ]
                ) { $0.append(lines(kind)) }
            }
        }
    }

    static func reference(_ kind: Int, chart: String) -> String { "\(chart)-hatch-\(kind)" }
}
