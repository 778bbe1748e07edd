import Foundation
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
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"] + arguments
            process.currentDirectoryURL = URL(fileURLWithPath: root)
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
        }

        func commit(_ message: String) throws {
            try git("add", "-A")
            try git("commit", "-q", "-m", message)
        }
    }

    private func builder(_ folder: String, told: @escaping @Sendable (String) -> Void = { _ in }) -> LiveBuilder {
        LiveBuilder(folder: folder, traits: ["Loud"], progress: told)
    }

    private func output(of build: LiveBuilder.Build) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: build.executable)
        process.standardOutput = pipe
        try process.run()
        return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
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
        try FileManager.default.removeItem(atPath: "\(folder)/.build/live-build")
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
}
