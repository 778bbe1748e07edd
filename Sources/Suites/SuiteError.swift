/// Why a suite cannot be run as asked.
public enum SuiteError: Error, Equatable {
    /// No suite has the name.
    case unknownSuite(String, known: [String])
    /// No folder holds the suite's definition.
    case noDefinition(String, searched: [String])
    /// `--filter` or `--variant` leaves nothing.
    case nothingMatches(pattern: String, option: String, remedy: String)
    /// No case that `--filter` and `--variant` leave can run here, for these reasons.
    case nothingRuns(reasons: [String])
    /// `--set` names an option that the suite does not have.
    case unknownOption(String, suite: String, known: [String])
    /// `--set` gives an option a value that it does not take.
    case badOptionValue(key: String, value: String, expected: String)
    /// `--shape` is no product, or one that cannot be computed.
    case badShape(String, reason: String)
    /// A shape of the user's own for a suite that measures no layers.
    case noShapes(String, suite: String)
    /// `--threads` for a suite that divides nothing.
    case oneThread(suite: String)
    /// There is no unfinished run that this command could continue; `obstacles` says of each what differs.
    case nothingToResume(folder: String, obstacles: [String])
    /// A journal of a run by another definition than the one at hand.
    case otherDefinition(journal: String, definition: String)
    /// No profile has the name; `kind` is `radio`, `processor` or `battery`.
    case unknownProfile(String, kind: String, known: [String])
    /// A question that does not say what a training step computes.
    case noStep(models: [String])
    /// A name with characters that a case id may not have.
    case badName(String)
}

extension SuiteError: CustomStringConvertible {
    /// Cause and remedy.
    public var description: String {
        switch self {
        case .unknownSuite(let name, let known):
            "no suite is called '\(name)'; \(nearest(name, in: known))"
        case .noDefinition(let name, let searched):
            "there is no \(name).yaml in \(searched.isEmpty ? "any folder 'suites'" : searched.joined(separator: ", ")); "
                + "run from the project's folder, or put the project's suites folder beside the program"
        case .nothingMatches(let pattern, let option, let remedy):
            "\(option) '\(pattern)' matches no case; \(remedy)"
        case .nothingRuns(let reasons):
            "nothing that was asked for can run here, so nothing was measured; "
                + "ask for another variant, or mend the cause\n"
                + reasons.map { "unavailable: \($0)" }.joined(separator: "\n")
        case .unknownOption(let key, let suite, let known):
            "--set \(key): \(suite) has no such option; "
                + (known.isEmpty ? "it has none, leave it out" : "known: \(known.joined(separator: ", "))")
        case .badOptionValue(let key, let value, let expected):
            "--set \(key)=\(value): \(expected) is expected"
        case .badShape(let shape, let reason):
            "--shape \(shape): \(reason); write MxNxK, such as 128x64x256"
        case .noShapes(let shape, let suite):
            "--shape \(shape): \(suite) measures no layers; leave it out"
        case .oneThread(let suite):
            "--threads: \(suite) runs on one thread; leave it out"
        case .nothingToResume(let folder, let obstacles):
            "--resume: \(folder) holds no unfinished run of this command"
                + (obstacles.isEmpty ? "" : " (\(obstacles.joined(separator: "; ")))")
                + "; give the options of the interrupted run, or leave --resume out"
        case .otherDefinition(let journal, let definition):
            "\(journal) was written with another definition than \(definition); give that one with --definition"
        case .unknownProfile(let name, let kind, let known):
            "no \(kind) is called '\(name)'; \(nearest(name, in: known))"
        case .noStep(let models):
            "the question does not say what a training step computes; give --learns MODEL (\(models.joined(separator: ", "))), "
                + "--macs NUMBER, --step-energy ENERGY or --step-from FILE"
        case .badName(let name):
            "'\(name)' cannot be part of a case id; use letters, digits and . _ / + - alone"
        }
    }
}
