import Charts

/// Test results as JUnit's XML, which continuous integration shows: for the checks of a report, and for gates and
/// comparisons.
struct JUnitDocument: Sendable {
    /// Cases that belong together.
    struct Suite: Sendable {
        /// What a reader shows as the suite's name.
        var name: String
        /// ISO 8601, UTC; nil where the time is unknown.
        var started: String?
        /// How long the suite took; nil where that is unknown.
        var seconds: Double?
        /// Facts about the run, shown beside the cases.
        var properties: [(name: String, value: String)]
        /// The cases in the order of the file.
        var cases: [Case]

        /// A suite of cases.
        init(
            name: String, started: String? = nil, seconds: Double? = nil,
            properties: [(name: String, value: String)] = [], cases: [Case]
        ) {
            self.name = name
            self.started = started
            self.seconds = seconds
            self.properties = properties
            self.cases = cases
        }
    }

    /// One test.
    struct Case: Sendable {
        /// What readers group by, such as a suite and a workload.
        var className: String
        /// What tells the case from others of its class.
        var name: String
        /// How it ended.
        var outcome: Outcome

        /// A test of a case.
        /// - Parameters:
        ///   - caseID: readers group by its suite and workload.
        ///   - metric: what was judged; empty for the whole case.
        init(_ caseID: String, _ metric: String = "", _ outcome: Outcome) {
            self.init(
                className: caseID.split(separator: ":").prefix(2).joined(separator: "."),
                name: metric.isEmpty ? caseID : "\(caseID) \(metric)", outcome: outcome)
        }

        /// A test and how it ended.
        init(className: String, name: String, outcome: Outcome) {
            self.className = className
            self.name = name
            self.outcome = outcome
        }
    }

    /// How a test ended.
    enum Outcome: Sendable, Equatable {
        case passed
        /// With one line that says what is wrong.
        case failed(String)
        /// With the reason why nothing was tested.
        case skipped(String)
    }

    /// The suites in the order of the file.
    var suites: [Suite]

    /// A document of suites.
    init(suites: [Suite]) {
        self.suites = suites
    }

    /// The document with a line feed at the end.
    var text: String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n" + suites.map(Self.lines).joined()
            + "</testsuites>\n"
    }

    private static func lines(of suite: Suite) -> String {
        let failures = suite.cases.count { if case .failed = $0.outcome { true } else { false } }
        let skipped = suite.cases.count { if case .skipped = $0.outcome { true } else { false } }
        var attributes = [
            ("name", suite.name), ("tests", "\(suite.cases.count)"), ("failures", "\(failures)"), ("errors", "0"),
            ("skipped", "\(skipped)"),
        ]
        if let started = suite.started { attributes.append(("timestamp", started)) }
        if let seconds = suite.seconds { attributes.append(("time", "\(seconds)")) }
        let properties = suite.properties.map {
            "      \(tag("property", [("name", $0.name), ("value", $0.value)]))/>\n"
        }
        return "  \(tag("testsuite", attributes))>\n"
            + (properties.isEmpty ? "" : "    <properties>\n\(properties.joined())    </properties>\n")
            + suite.cases.map(line).joined() + "  </testsuite>\n"
    }

    private static func line(of test: Case) -> String {
        let opening = "    " + tag("testcase", [("classname", test.className), ("name", test.name)])
        return switch test.outcome {
        case .passed: opening + "/>\n"
        case .failed(let message): "\(opening)>\(tag("failure", [("message", message)]))/></testcase>\n"
        case .skipped(let message): "\(opening)>\(tag("skipped", [("message", message)]))/></testcase>\n"
        }
    }

    /// An element's opening without its bracket.
    private static func tag(_ name: String, _ attributes: [(String, String)]) -> String {
        "<\(name)" + attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
    }

    /// Text as it may stand in an attribute, line feeds kept.
    private static func escaped(_ text: String) -> String {
        Markup.escaped(text).replacing("\n", with: "&#10;").replacing("\r", with: "&#13;").replacing("\t", with: "&#9;")
    }
}
