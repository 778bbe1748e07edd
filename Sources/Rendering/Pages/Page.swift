/// A page for a browser that needs nothing but itself: its style sheet and script are part of it, and it asks for
/// nothing from a network.
public struct Page: Sendable {
    /// A part of a page with a heading of its own, which the navigation at its head links to.
    public struct Section: Sendable {
        /// What links name after the `#`; unique in the page.
        public let id: String
        /// The heading.
        public let title: String
        /// Markup, its text escaped.
        public let html: String

        /// A part of a page.
        public init(id: String, title: String, html: String) {
            self.id = id
            self.title = title
            self.html = html
        }
    }

    /// A page above this one.
    public struct Ancestor: Sendable {
        /// Its name.
        public let name: String
        /// Where it is, from this page.
        public let address: String

        /// A page above this one.
        public init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    /// The heading, and what the window is called.
    public var title: String
    /// The pages above this one, the topmost first.
    public var ancestors: [Ancestor] = []
    /// What kind of page it is, above the heading.
    public var kicker: String
    /// A sentence or two below the heading.
    public var lead: String
    /// From top to bottom.
    public var sections: [Section]
    /// Who made the page, at its foot.
    public var foot: String

    /// A page.
    public init(title: String, kicker: String, lead: String, sections: [Section], foot: String) {
        self.title = title
        self.kicker = kicker
        self.lead = lead
        self.sections = sections
        self.foot = foot
    }

    /// The document.
    public var html: String {
        PageTemplates.render(
            "page",
            [
                "page-title": title, "ancestors": ancestors, "kicker": kicker, "lead": lead, "sections": sections,
                "foot": foot,
                "style": PageTemplates.style, "script": PageTemplates.script,
            ] as [String: Any])
    }
}
