import Foundation
import TestSupport
import Testing

@testable import Processes

@Suite("Builds of refs", .serialized)
struct LiveBuilderTests {
    /// A repository of a package that makes a tiny `bench`.
    private final class Repository {
        let root: String

        init() throws {
            let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            root = folder.appendingPathComponent("live-\(UUID().uuidString)").path
            try write(
                "Package.swift",
                """
                // swift-tools-version: 6.2
                import PackageDescription
                let package = Package(
                    name: "bench", traits: ["Loud"], targets: [.executableTarget(name: "bench", path: "Sources")])
                """)
            try write("Sources/main.swift", "print(\"first\")\n")
            try write(".gitignore", ".build\n")
            try git("init", "-q")
            try commit("one")
        }

        deinit { try? FileManager.default.removeItem(atPath: root) }

        func write(_ name: String, _ text: String) throws {
            let url = URL(fileURLWithPath: root).appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }

        func git(_ arguments: String...) throws {
            let done = try Running.run(
                "git", ["-c", "user.name=t", "-c", "user.email=t@example.org"] + arguments,
                in: URL(fileURLWithPath: root))
            try #require(done.status == 0, "\(done.errors)")
        }

        func commit(_ message: String) throws {
            try git("add", "-A")
            try git("commit", "-q", "-m", message)
        }
    }

    /// What a builder tells.
    private final class Told: @unchecked Sendable {
        private let lock = NSLock()
        private var lines: [String] = []

        var all: [String] { lock.withLock { lines } }
        func add(_ line: String) { lock.withLock { lines.append(line) } }
    }

    private func builder(_ folder: String, told: @escaping @Sendable (String) -> Void = { _ in }) -> LiveBuilder {
        LiveBuilder(folder: folder, traits: ["Loud"], progress: told)
    }

    private func output(of build: LiveBuilder.Build) throws -> String {
        try Running.run(build.executable, []).output
    }

    @Test("A ref is built once, in a worktree of its own; one whose build was cut off is built again")
    func ref() async throws {
        let repository = try Repository()
        try repository.write("Sources/main.swift", "print(\"changed, not committed\")\n")
        let side = LiveSide(.base, "HEAD")
        let first = try await builder(repository.root).build(side)
        #expect(try output(of: first) == "first\n")
        #expect(first.folder?.hasPrefix("\(repository.root)/.build/live/") == true)

        let again = try await builder(repository.root, told: { Issue.record("\($0)") }).build(side)
        #expect(again == first)

        let folder = try #require(first.folder)
        let record = "\(folder)/.build/live-build"
        let made = try String(contentsOfFile: record, encoding: .utf8)
        #expect(made.contains("Swift version"), "\(made)")
        try made.replacing("Swift version", with: "Swift version 1 and not").write(
            toFile: record, atomically: true, encoding: .utf8)
        let told = Told()
        _ = try await builder(repository.root, told: told.add).build(side)
        #expect(told.all.count == 1, "another compiler's build is not this one's: \(told.all)")
        #expect(try String(contentsOfFile: record, encoding: .utf8) == made)

        try FileManager.default.removeItem(atPath: record)
        try FileManager.default.removeItem(atPath: "\(folder)/Sources/main.swift")
        let mended = try await builder(repository.root).build(side)
        #expect(try output(of: mended) == "first\n")
    }

    @Test("A build that fails shows its last lines and the folder")
    func failing() async throws {
        let repository = try Repository()
        try repository.write("Sources/main.swift", "let number: Int = \"text\"\n")
        try repository.commit("broken")
        do {
            _ = try await builder(repository.root).build(LiveSide(.head, "HEAD"))
            Issue.record("it was built")
        } catch let error as BuildError {
            #expect("\(error)".contains("main.swift") && "\(error)".contains("/.build/live/"), "\(error)")
            #expect("\(error)".hasPrefix("head (HEAD): 'swift build -c release"), "\(error)")
            #expect("\(error)".contains("or remove \(repository.root)/.build/live/"), "\(error)")
        }
        do {
            _ = try await builder(repository.root).build(LiveSide(.head, "."))
            Issue.record("it was built")
        } catch let error as BuildError {
            #expect("\(error)".contains("failed in \(repository.root); mend it there"), "\(error)")
            #expect(!"\(error)".contains("remove"), "the user's own folder: \(error)")
        }
    }

    @Test("Where no worktree can be made, the folder in its way is to be removed, and no other")
    func noWorktree() async throws {
        let repository = try Repository()
        let commit = try #require(
            try await ToolCommand("git", ["rev-parse", "HEAD"], in: repository.root).outcome().answer)
        let tree = "\(repository.root)/.build/live/\(commit)"
        try repository.write(".build/live/\(commit)/in-the-way", "")
        do {
            _ = try await builder(repository.root).build(LiveSide(.base, "HEAD"))
            Issue.record("it was built")
        } catch let error as BuildError {
            #expect("\(error)".contains("'git worktree add"), "\(error)")
            #expect("\(error)".contains("or remove \(tree) to start over"), "\(error)")
        }
    }

    @Test("Traits that a commit's package does not declare are left out and told")
    func traits() async throws {
        let repository = try Repository()
        let build = try await LiveBuilder(folder: repository.root, traits: ["Loud", "New"], progress: { _ in })
            .build(LiveSide(.base, "HEAD"))
        #expect(build.missingTraits == ["New"])
        let record = try String(
            contentsOfFile: "\(try #require(build.folder))/.build/live-build", encoding: .utf8)
        #expect(record.hasPrefix("traits: Loud\n"), "\(record)")
    }

    @Test(
        "The arguments follow from what the manifest declares",
        arguments: [
            (#"{"traits":[{"name":"A"},{"name":"B"}]}"#, ["--traits", "A,B"]),
            (#"{"traits":[{"name":"C"}]}"#, ["--disable-default-traits"]),
            (#"{"traits":[]}"#, []), ("{}", []), ("error: no", nil),
        ])
    func manner(manifest: String, arguments: [String]?) {
        let manner = BuildManner(traits: ["A", "B"], manifest: manifest, compiler: "Swift version 6", oneDNN: nil)
        #expect(manner?.arguments == arguments)
        let other = BuildManner(traits: ["A", "B"], manifest: manifest, compiler: "Swift version 6", oneDNN: "/opt")
        #expect(manner == nil || manner?.record != other?.record)
    }

    @Test("The four builds used last are kept; one that is being built is left alone")
    func pruned() async throws {
        let repository = try Repository()
        let kept = KeptBuilds(root: repository.root)
        for age in 0..<6 {
            try repository.write(".build/live/old\(age)/.build/live-build", "")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -3600 * Double(age))],
                ofItemAtPath: "\(kept.tree(of: "old\(age)"))/.build/live-build")
        }
        var lock: FileLock? = try kept.lock("old5") {}
        try await kept.prune()
        let left = (0..<6).filter { FileManager.default.fileExists(atPath: kept.tree(of: "old\($0)")) }
        #expect(left == [0, 1, 2, 3, 5])
        #expect(lock != nil)
        lock = nil
        // With the commit itself, which is the newest.
        let build = try await builder(repository.root).build(LiveSide(.base, "HEAD"))
        #expect(try output(of: build) == "first\n")
        let last = (0..<6).filter { FileManager.default.fileExists(atPath: kept.tree(of: "old\($0)")) }
        #expect(last == [0, 1, 2])
    }

    @Test("A worktree gets the repository's resolved versions where it has none of its own")
    func resolved() throws {
        let repository = try Repository()
        let kept = KeptBuilds(root: repository.root)
        try repository.write(".build/live/one/file", "")
        try kept.resolve(kept.tree(of: "one"))
        try repository.write("Package.resolved", "ours")
        try repository.write(".build/live/two/Package.resolved", "its own")
        for (name, text) in [("one", "ours"), ("two", "its own")] {
            try kept.resolve(kept.tree(of: name))
            let path = "\(kept.tree(of: name))/Package.resolved"
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test("What is neither ref nor executable is told as such, in a repository and outside")
    func unknown() async throws {
        let repository = try Repository()
        do {
            _ = try await builder(repository.root).build(LiveSide(.base, "no-such-branch"))
            Issue.record("it was found")
        } catch BuildError.unknown(let side, _) {
            #expect(side.name == "no-such-branch")
        }
        // An option is no ref.
        await #expect(throws: BuildError.self) {
            _ = try await builder(repository.root).build(LiveSide(.base, "--all"))
        }
        do {
            _ = try await builder("/").build(LiveSide(.base, "main"))
            Issue.record("it was found")
        } catch BuildError.noRepository {}
    }

    @Test("An executable is taken as it is")
    func executable() async throws {
        let build = try await builder("/bin").build(LiveSide(.head, "./sh"))
        #expect(build == .init(executable: "/bin/./sh", folder: nil))
    }

    @Test("An executable beside suites of its own runs there, as a reference that was kept is to")
    func reference() async throws {
        let repository = try Repository()
        try repository.write("reference/bench", "#!/bin/sh\n")
        try repository.write("reference/suites/int8-fp32.yaml", "")
        let path = "\(repository.root)/reference/bench"
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let build = try await builder("/").build(LiveSide(.base, path))
        #expect(build == .init(executable: path, folder: "\(repository.root)/reference"))
    }
}
