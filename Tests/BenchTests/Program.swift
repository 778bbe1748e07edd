import Foundation
import Testing

/// The built program, run as a user runs it.
enum Program {
    /// What a run left behind.
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The project's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The executable beside the tests.
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("bench").path

    /// A Python that has the jsonschema package; `scripts/test` names one.
    static let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"

    /// Runs the program to its end.
    static func run(_ arguments: [String], in folder: URL = root) throws -> Outcome {
        try run(path, arguments, in: folder)
    }

    /// Runs any command to its end; one without a slash is looked for on the PATH.
    static func run(_ command: String, _ arguments: [String], in folder: URL = root) throws -> Outcome {
        let running = try Running(command, arguments, in: folder)
        return try running.wait()
    }
}

/// A program at work.
final class Running {
    let process = Process()
    private let streams: Scratch

    init(_ command: String, _ arguments: [String], in folder: URL = Program.root) throws {
        streams = try Scratch()
        process.executableURL = URL(fileURLWithPath: command.contains("/") ? command : "/usr/bin/env")
        process.arguments = (command.contains("/") ? [] : [command]) + arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try streams.open("output")
        process.standardError = try streams.open("errors")
        try process.run()
    }

    func wait() throws -> Program.Outcome {
        process.waitUntilExit()
        return .init(
            status: process.terminationStatus, output: try streams.text("output"), errors: try streams.text("errors"))
    }
}

/// A folder that is gone when its owner is.
final class Scratch {
    let url: URL

    init() throws {
        url = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func open(_ name: String) throws -> FileHandle {
        let file = url.appendingPathComponent(name)
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    func text(_ name: String) throws -> String {
        try String(decoding: Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
    }

    /// The files below the folder with an ending, sorted.
    func files(_ ending: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
        return all.filter { $0.hasSuffix(ending) }.sorted().map { url.path + "/" + $0 }
    }
}
