import Foundation

/// How a tree is built, and what decides whether a build that was kept is the one that would be made now.
struct BuildManner {
    /// Traits asked for that the tree's package does not declare; SwiftPM would refuse them.
    let missingTraits: [String]
    /// What selects the traits that it does declare.
    let arguments: [String]
    /// Everything that the build depends on beside the commit.
    let record: String

    /// - Parameters:
    ///   - traits: those asked for.
    ///   - manifest: what `swift package dump-package` prints in the tree.
    ///   - compiler: what `swift --version` prints.
    ///   - oneDNN: the prefix that `ONEDNN_ROOT` names; nil for the system's.
    /// - Returns: nil where the manifest cannot be understood.
    init?(traits: [String], manifest: String, compiler: String, oneDNN: String?) {
        guard let package = try? JSONDecoder().decode(Manifest.self, from: Data(manifest.utf8)) else { return nil }
        let declared = (package.traits ?? []).map(\.name)
        let chosen = traits.filter(declared.contains)
        missingTraits = traits.filter { !declared.contains($0) }
        arguments =
            if declared.isEmpty {
                []
            } else if chosen.isEmpty {
                ["--disable-default-traits"]
            } else {
                ["--traits", chosen.joined(separator: ",")]
            }
        record = """
            traits: \(chosen.joined(separator: ","))
            ONEDNN_ROOT: \(oneDNN ?? "")
            \(compiler)
            """
    }

    private struct Manifest: Decodable {
        /// Missing where the tools of the package know of no traits.
        var traits: [Trait]?

        struct Trait: Decodable {
            var name: String
        }
    }
}
