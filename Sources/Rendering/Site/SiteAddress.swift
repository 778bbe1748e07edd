import Report

/// Where things are in a site: `index.html`, `SUITE/index.html`, `SUITE/WORKLOAD/index.html`.
enum SiteAddress {
    static let overview = "index.html"

    static func suite(_ suite: String) -> String { "\(folder(suite))/index.html" }

    static func workload(_ workload: String, of suite: String) -> String {
        "\(folder(suite))/\(folder(workload))/index.html"
    }

    /// From the folder of the site to a series, on the page of its workload.
    static func series(_ caseID: String, _ metric: String, on host: String) -> String {
        let parts = caseID.split(separator: ":", maxSplits: 2).map(String.init)
        guard parts.count == 3 else { return overview }
        return workload(parts[1], of: parts[0]) + "#" + anchor(caseID, metric, on: host)
    }

    /// What links name after the `#`; the same from night to night, so that links last.
    static func anchor(_ caseID: String, _ metric: String, on host: String) -> String {
        "\(caseID):\(metric)@\(host)"
    }

    /// A folder's name: names have no tilde.
    private static func folder(_ name: String) -> String { name.replacing("/", with: "~") }
}
