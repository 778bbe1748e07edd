/// Figures under the same conditions, folded unless they are the first.
struct FigureSet {
    let conditions: String
    let words: String
    let anchor: String
    let isOpen: Bool
    /// Whether the report has conditions at all.
    let isConditional: Bool
    let figures: [PageFigure]

    init(_ conditions: String, of section: String, isOpen: Bool, _ figures: [PageFigure]) {
        self.conditions = conditions
        isConditional = !conditions.isEmpty
        words = conditions.isEmpty ? "all cases" : FindingGrid.text(of: conditions)
        anchor = "\(section)-\(conditions.isEmpty ? "all" : conditions)"
        self.isOpen = isOpen
        self.figures = figures
    }
}
