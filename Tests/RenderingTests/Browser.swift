import Foundation
import TestSupport
import Testing

/// Headless Chromium, through a script of Python's standard library.
struct Browser {
    /// What a page did.
    struct Visit: Decodable {
        /// The values of the expressions, as JSON.
        let values: [String]
        let requests: [String]
        let errors: [String]
    }

    /// A Chromium on the PATH, or what `CHROMIUM` names; nil where there is none.
    static let path: String? = {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["CHROMIUM"] { return named }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        return ["chromium", "chromium-browser", "google-chrome"].lazy.flatMap { name in
            folders.lazy.map { "\($0)/\(name)" }
        }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    private static let driver = GoldenTests.tests.deletingLastPathComponent()
        .appending(path: "Support/Browser/browser.py").path

    var width = 1280
    var scheme = "light"
    var runsScripts = true

    /// Opens a page and evaluates expressions of JavaScript in it, one after the other; each gives a string.
    func visit(_ page: String, _ expressions: [String]) throws -> Visit {
        let folder = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "page.html")
        try Data(page.utf8).write(to: file)
        let wish: [String: Any] = [
            "chromium": Self.path ?? "", "page": "file://\(file.path)", "width": width, "scheme": scheme,
            "script": runsScripts, "steps": expressions.map { ["evaluate": $0] },
        ]
        let done = try Running.run(
            ProcessInfo.processInfo.environment["PYTHON"] ?? "python3", [Self.driver],
            input: String(decoding: JSONSerialization.data(withJSONObject: wish), as: UTF8.self))
        try #require(done.status == 0, "\(done.errors)")
        let visit = try JSONDecoder().decode(Visit.self, from: Data(done.output.utf8))
        return Visit(
            values: visit.values, requests: visit.requests.filter { $0 != "file://\(file.path)" },
            errors: visit.errors)
    }
}
