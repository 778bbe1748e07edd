import Mustache

/// The templates, the style sheet and the script of all pages, which the build puts into the program.
enum PageTemplates {
    /// Templates by name; a page's own parts and the partials that they share.
    static let library: MustacheLibrary = {
        let sources: [(name: String, bytes: [UInt8])] = [
            ("page", PackageResources.page_mustache),
            ("figure", PackageResources.figure_mustache),
            ("report-summary", PackageResources.report_summary_mustache),
            ("report-comparisons", PackageResources.report_comparisons_mustache),
            ("report-figures", PackageResources.report_figures_mustache),
            ("report-cases", PackageResources.report_cases_mustache),
            ("report-origin", PackageResources.report_origin_mustache),
            ("site-changes", PackageResources.site_changes_mustache),
            ("site-night", PackageResources.site_night_mustache),
            ("site-cases", PackageResources.site_cases_mustache),
        ]
        var library = MustacheLibrary()
        for (name, bytes) in sources {
            do {
                try library.register(String(decoding: bytes, as: UTF8.self), named: name)
            } catch {
                // A test renders every template; users cannot change them.
                preconditionFailure("the template \(name) cannot be read: \(error)")
            }
        }
        return library
    }()

    static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
    static let script = String(decoding: PackageResources.page_js, as: UTF8.self)

    /// What a template makes of a value, whose properties it names.
    static func render(_ template: String, _ value: Any) -> String {
        library.render(value, withTemplate: template) ?? ""
    }
}
