/// The shape of a point, so that kinds are told apart without colour: a circle, a square, a triangle, a diamond, a
/// triangle that stands on its head, a cross; then the same again.
enum Symbol {
    private static let paths = [
        "M4,0A4,4 0 1 1 -4,0A4,4 0 1 1 4,0Z", "M-3.5,-3.5h7v7h-7Z", "M0,-4.6L4.4,3.4h-8.8Z",
        "M0,-5L5,0L0,5L-5,0Z", "M0,4.6L4.4,-3.4h-8.8Z", "M-1.4,-4.5h2.8v3.1h3.1v2.8h-3.1v3.1h-2.8v-3.1h-3.1v-2.8h3.1Z",
    ]

    static func path(_ kind: Int) -> String { paths[kind % paths.count] }

    /// The shape at a place of the plot.
    static func draw(_ kind: Int, x: String, y: String, _ markup: inout Markup) {
        markup.element("svg", ["x": x, "y": y]) { $0.element("path", ["d": path(kind)]) }
    }
}
