/// What can be wrong with a command before it has run.
public enum CommandError: Error, Equatable {
    /// There is no word in it.
    case empty(String)
    /// A quotation mark that is not closed.
    case unclosedQuote(Character, command: String)
    /// A backslash with nothing behind it.
    case trailingBackslash(command: String)
    /// A character outside quotation marks that only a shell understands.
    case needsShell(Character, command: String)
    /// No folder of PATH holds the program, or there is none at its path.
    case notFound(program: String, command: String)
    /// The file is no program that this user may start.
    case notExecutable(path: String, command: String)
    /// The system refuses to start it.
    case cannotStart(command: String, cause: String)
    /// The file that the commands are to read.
    case unreadableInput(path: String, cause: String)
    /// The file that takes what the commands write.
    case unwritableOutput(path: String, cause: String)
    /// The system gives no pipe for what the commands complain about.
    case noPipe(cause: String)
    /// A command that is run beside the variants failed.
    case stepFailed(step: String, command: String, ending: String)
    /// A list of parameters that cannot be read.
    case badParameter(String, reason: String)
    /// A parameter that no command holds.
    case unusedParameter(String)
    /// A step that is run once for all values of a parameter holds it.
    case parameterInStep(step: String, parameter: String)
    /// A workload or variant that cannot be part of a case id.
    case badName(String)
    /// Two variants, or two parameters, of one name.
    case doubleName(String)
    /// The baseline, or the variant that a step is for, is none of the variants.
    case unknownVariant(String, option: String, known: [String])
    /// More combinations of parameters than a run can hold.
    case tooManyCombinations(Int, most: Int)

    /// Whether the command line is wrong, not what it names.
    public var isUsage: Bool {
        switch self {
        case .notFound, .notExecutable, .cannotStart, .unreadableInput, .unwritableOutput, .noPipe, .stepFailed: false
        default: true
        }
    }
}

extension CommandError: CustomStringConvertible {
    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .empty(let command): "'\(command)' holds no command; name a program"
        case .unclosedQuote(let quote, let command):
            "\(command): the quotation mark \(quote) is not closed; close it, or write \\\(quote) for the character itself"
        case .trailingBackslash(let command):
            "\(command): nothing follows the last backslash; write \\\\ for the character itself"
        case .needsShell(let character, let command):
            "\(command): only a shell understands \(character); quote it to pass it on, or give --shell"
        case .notFound(let program, let command):
            "\(command): there is no program \(program)\(program.contains("/") ? "" : " on the PATH"); "
                + "install it, or give its path"
        case .notExecutable(let path, let command):
            "\(command): \(path) is no program that may be started; chmod +x it, or name the interpreter before it"
        case .cannotStart(let command, let cause):
            "\(command): the system does not start it: \(cause); "
                + "a script needs a first line such as #!/bin/sh, or --shell"
        case .unreadableInput(let path, let cause): "--input \(path) cannot be read: \(cause); give a readable file"
        case .unwritableOutput(let path, let cause):
            "the commands' output cannot be written to \(path): \(cause); make room there, or name another folder"
        case .noPipe(let cause): "the system gives no pipe: \(cause); raise the limit on open files (ulimit -n)"
        case .stepFailed(let step, let command, let ending):
            "\(step) '\(command)' \(ending); mend it, or leave it out"
        case .badParameter(let text, let reason):
            "'\(text)' is no list of a parameter's values: \(reason); write NAME=1,2,4, or NAME=1..8,2 for a scan"
        case .unusedParameter(let name): "no command holds {\(name)}; use it there, or leave the parameter out"
        case .parameterInStep(let step, let parameter):
            "\(step) runs once for all values of {\(parameter)}; use --prepare, which knows them"
        case .badName(let name):
            "'\(name)' cannot be part of a case id; use letters, digits and . _ / + - alone, a letter or digit first"
        case .doubleName(let name): "the name \(name) is given twice; give each its own"
        case .unknownVariant(let name, let option, let known):
            "\(option) \(name): no variant has the name; known: \(known.joined(separator: ", "))"
        case .tooManyCombinations(let count, let most):
            "the parameters have \(count) combinations, more than \(most); leave values out"
        }
    }
}
