import Foundation
import PackagePlugin

/// Records, at every build, what the binary is made of: the commit, whether the sources differed from it, the
/// compiler and the versions of the dependencies. Reports carry it, so that a figure can be traced to its build.
@main
struct BuildRecord: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let folder = context.pluginWorkDirectoryURL
        let versions = context.package.dependencies
            .compactMap { dependency -> String? in
                guard case .repository(_, let version, _) = dependency.package.origin else { return nil }
                return "        \"\(dependency.package.displayName)\": \"\(version)\","
            }
            .sorted()
        // The command runs before every build, and replaces the file only where something changed.
        let script = """
            cd "$1" || exit 1
            commit=$(git rev-parse HEAD 2>/dev/null) || commit=unknown
            dirty=false
            [ -z "$(git status --porcelain -- Package.swift Plugins Sources 2>/dev/null)" ] || dirty=true
            swift=$("$3" --version 2>/dev/null | sed -n 's/.*Swift version \\([0-9.]*\\).*/\\1/p' | head -n 1)
            xnnpack=$(dpkg-query -W -f '${Version}' libxnnpack-dev 2>/dev/null) || xnnpack=unknown
            cat > "$2/new" <<RECORD
            /// What this binary was built from.
            enum BuildRecord {
                static let commit = "$commit"
                static let dirty = $dirty
                static let swift = "${swift:-unknown}"
                static let dependencies: [String: String] = [
            $4
                ]
                /// Versions of Debian packages whose libraries tell none.
                static let packages: [String: String] = ["libxnnpack-dev": "${xnnpack:-unknown}"]
            }
            RECORD
            if cmp -s "$2/new" "$2/BuildRecord.swift"; then rm "$2/new"; else mv "$2/new" "$2/BuildRecord.swift"; fi
            """
        return [
            .prebuildCommand(
                displayName: "Record the build",
                executable: URL(fileURLWithPath: "/bin/sh"),
                arguments: [
                    "-c", script, "sh", context.package.directoryURL.path, folder.path,
                    try context.tool(named: "swiftc").url.path,
                    versions.isEmpty ? "        :" : versions.joined(separator: "\n"),
                ],
                outputFilesDirectory: folder)
        ]
    }
}
