import Report

/// A command under the name it is compared by.
public struct CommandVariant: Equatable, Sendable {
    /// Such as `onnx` or `int8/tflite`.
    public var name: String
    /// What is timed.
    public var command: Command
    /// What is run before each of its runs, untimed.
    public var prepare: Command?

    /// Memberwise.
    public init(name: String, command: Command, prepare: Command? = nil) {
        self.name = name
        self.command = command
        self.prepare = prepare
    }
}

/// The variants of one workload: run in the same rounds, held against one baseline.
public struct CommandGroup: Equatable, Sendable {
    /// Such as `command` or `command.n-4`.
    public var workload: String
    /// The values of the parameters, by name.
    public var parameters: [String: String]
    /// In the order of the report.
    public var variants: [CommandVariant]
    /// The name of the variant that the others are held against.
    public var baseline: String

    /// Memberwise.
    public init(workload: String, parameters: [String: String], variants: [CommandVariant], baseline: String) {
        self.workload = workload
        self.parameters = parameters
        self.variants = variants
        self.baseline = baseline
    }

    /// The case id of a variant.
    /// - Throws: ``CommandError/badName(_:)``.
    func id(of variant: CommandVariant, suite: String) throws(CommandError) -> String {
        if let id = CaseID(suite: suite, workload: workload, variant: variant.name, conditions: [:]) {
            return id.description
        }
        throw .badName(CaseID.isName(workload) ? variant.name : workload)
    }
}

/// How commands are run, beside how much is measured.
public struct CommandManner: Equatable, Sendable {
    /// Rounds before those that count.
    public var warmup = 1
    /// Seconds that a run may take; nil for any.
    public var timeout: Double?
    /// Whether a run that exits with another status than 0 counts like any other. One that is ended never does.
    public var ignoresFailure = false

    /// One round of warm-up, any time, no failures.
    public init() {}
}
