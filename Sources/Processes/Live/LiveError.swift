/// Why two builds cannot be held against each other.
public enum LiveError: Error, Equatable {
    /// A worker ended before it answered; `said` is the end of what it wrote to standard error.
    case ended(LiveSide, request: String, said: String)
    /// A worker ended before it said hello, as builds without workers do.
    case lacksProtocol(LiveSide, said: String)
    /// A worker of another version.
    case otherProtocol(LiveSide, speaks: String)
    /// A worker did not answer in time.
    case hung(LiveSide, request: String, seconds: Double)
    /// A worker said something that is no answer.
    case nonsense(LiveSide, request: String, answer: String)
    /// A worker could not do what it was asked.
    case refused(LiveSide, request: String, reason: String)
    /// The executable could not be started.
    case notStarted(LiveSide, path: String, cause: String)
    /// The two have no case in common that both can run; the reasons of the cases that they have.
    case nothingInCommon(reasons: [String])
    /// Interrupted before there were pairs enough.
    case interrupted(pairs: Int)
}

extension LiveError: CustomStringConvertible {
    /// The side, the cause and the remedy.
    public var description: String {
        switch self {
        case .ended(let side, let request, let said):
            "the worker of \(side) ended at '\(request)'\(Self.quoted(said)); run its build by itself, such as "
                + "bench SUITE --quick, to see why"
        case .lacksProtocol(let side, let said):
            "\(side) did not start as a worker\(Self.quoted(said)); if its build is older than resident workers "
                + "(\(WorkerProtocol.name)), compare reports instead: bench compare BASE.json HEAD.json"
        case .otherProtocol(let side, let speaks):
            "\(side) speaks \(speaks), this program \(WorkerProtocol.name); use the program of the newer side"
        case .hung(let side, let request, let seconds):
            "the worker of \(side) did not answer '\(request)' within \(Int(seconds)) s and was ended; "
                + "leave the case out with --filter, or run the build by itself to see why"
        case .nonsense(let side, let request, let answer):
            "the worker of \(side) answered '\(request)' with \(answer); "
                + "give a bench executable, and let nothing in it print to standard output"
        case .refused(let side, let request, let reason):
            "the worker of \(side) refused '\(request)': \(reason); compare builds whose suites have the same cases"
        case .notStarted(let side, let path, let cause):
            "\(side): \(path) could not be started (\(cause)); give a git ref, '.' or the path of a bench executable"
        case .nothingInCommon(let reasons):
            "the two builds have no case in common that both can run; choose others with --filter"
                + reasons.map { "\n  \($0)" }.joined()
        case .interrupted(let pairs):
            "interrupted after \(pairs) pair\(pairs == 1 ? "" : "s"), too few for a verdict; let it run for "
                + "\(LiveSettings.fewestPairs) or more"
        }
    }

    private static func quoted(_ said: String) -> String { said.isEmpty ? "" : " (it said: \(said))" }
}
