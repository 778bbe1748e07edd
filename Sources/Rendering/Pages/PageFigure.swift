import Charts

/// A chart on a page, with what stands around it: the partial `figure`.
struct PageFigure {
    /// What links name after the `#`.
    let anchor: String
    let caption: String
    /// Remarks below, each a paragraph.
    var notes: [String] = []
    var legend = ""
    /// The picture, or the reason why there is none.
    let picture: String
    /// What the page's controls choose it by.
    var workload = ""
    /// Attributes for the page's script, as markup.
    var attributes = ""
    /// The points in a table, folded.
    var table: PageTable?

    /// - Parameter picture: draws it; what cannot be drawn says so in its place.
    init(anchor: String, caption: String, picture: () throws(ChartError) -> String) {
        self.anchor = anchor
        self.caption = caption
        do {
            self.picture = try picture()
        } catch {
            self.picture = "<p class=\"note\">\(Markup.escaped("\(error)"))</p>"
        }
    }
}
