/// Runs the variants of a group, each after what prepares it, and leaves out for good one that failed.
final class CommandRunner {
    let variants: [CommandVariant]
    private let launcher: Launcher
    private let manner: CommandManner
    /// By variant: why it has no figures; nil while it runs well.
    private(set) var failures: [String?]
    /// By variant: runs so far, and those of them that failed and count all the same.
    private(set) var runs: [Int]
    private(set) var ignored: [Int]
    private(set) var lastIgnored: [String?]

    init(_ variants: [CommandVariant], _ launcher: Launcher, _ manner: CommandManner) {
        self.variants = variants
        self.launcher = launcher
        self.manner = manner
        failures = variants.map { _ in nil }
        runs = variants.map { _ in 0 }
        ignored = runs
        lastIgnored = failures
    }

    /// The variants that have not failed.
    var sound: [Int] { variants.indices.filter { failures[$0] == nil } }

    /// Runs what prepares a variant; one whose preparation fails has failed.
    func prepare(_ index: Int) throws(CommandError) {
        guard failures[index] == nil, let prepare = variants[index].prepare else { return }
        let launch = try launcher.run(prepare, timeout: manner.timeout)
        guard !launch.succeeded, launch.ending != .interrupted else { return }
        failures[index] = "--prepare '\(prepare.text)' \(launch.failure)"
    }

    /// Runs a prepared variant once.
    /// - Parameter small: whether from a small process, so that its memory is known.
    /// - Returns: nil where it failed or was interrupted.
    func run(_ index: Int, small: Bool = false) throws(CommandError) -> Launch? {
        guard failures[index] == nil else { return nil }
        let command = variants[index].command
        let launch =
            small
            ? try launcher.runFromSmallProcess(command, timeout: manner.timeout)
            : try launcher.run(command, timeout: manner.timeout)
        guard launch.ending != .interrupted else { return nil }
        runs[index] += 1
        if launch.succeeded { return launch }
        // The time of a run that was cut off is not that of the command.
        if manner.ignoresFailure, case .exited = launch.ending {
            ignored[index] += 1
            lastIgnored[index] = launch.ending.description
            return launch
        }
        failures[index] = "run \(runs[index]) \(launch.failure)"
        return nil
    }

    /// Prepares a variant and runs it.
    func prepareAndRun(_ index: Int, small: Bool = false) throws(CommandError) -> Launch? {
        try prepare(index)
        return try run(index, small: small)
    }
}
