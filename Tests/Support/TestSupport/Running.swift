import Foundation

/// A program at work.
///
/// What it writes goes to files.
public final class Running {
    /// What a run left behind.
    public struct Outcome {
        /// The exit code, or the signal's number.
        public let status: Int32
        /// What it wrote to its standard output.
        public let output: String
        /// What it wrote to its standard error.
        public let errors: String
    }

    /// Held while Foundation starts a process. On Linux what another thread starts at that moment would inherit the
    /// descriptors by which ends are waited for, and both would have to end.
    public static let starting = NSLock()

    /// Its process, to be asked and signalled.
    public let process = Process()
    private let streams: Scratch

    /// Starts a program.
    /// - Parameters:
    ///   - command: one without a slash is looked for on the PATH.
    ///   - input: what it reads; nothing by default.
    ///   - environment: this process's own by default.
    public init(
        _ command: String, _ arguments: [String], input: String? = nil, environment: [String: String]? = nil,
        in folder: URL? = nil
    ) throws {
        streams = try Scratch()
        process.executableURL = URL(fileURLWithPath: command.contains("/") ? command : "/usr/bin/env")
        process.arguments = (command.contains("/") ? [] : [command]) + arguments
        if let environment { process.environment = environment }
        if let folder { process.currentDirectoryURL = folder }
        if let input {
            try Data(input.utf8).write(to: streams.url.appendingPathComponent("input"))
            process.standardInput = try FileHandle(forReadingFrom: streams.url.appendingPathComponent("input"))
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        process.standardOutput = try streams.open("output")
        process.standardError = try streams.open("errors")
        try Self.starting.withLock { try process.run() }
    }

    /// Waits for its end.
    public func wait() throws -> Outcome {
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try streams.text("output"), errors: try streams.text("errors"))
    }

    /// Runs a program to its end.
    public static func run(
        _ command: String, _ arguments: [String], input: String? = nil, environment: [String: String]? = nil,
        in folder: URL? = nil
    ) throws -> Outcome {
        try Running(command, arguments, input: input, environment: environment, in: folder).wait()
    }
}
