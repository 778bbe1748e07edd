import ArgumentParser
import Basics
import Compression
import Counters
import DataParallel
import History
import Kernels
import Measurement
import Processes
import Quantities
import Rendering
import Report
import Statistics
import Suites
import Traces

/// What the program's exit tells a script.
enum ExitStatus: Int32 {
    case fine = 0
    case checkFailed = 1
    /// Something is worse than what it was held against.
    case regression = 2
    /// Nothing of what was asked for can be measured or compared here.
    case nothingToDo = 3
    case usage = 64
    case badInput = 65
    case inputOutput = 74
    /// 128 + SIGINT, as shells have it.
    case interrupted = 130

    /// The status of an error; nil for one that the argument parser words itself.
    init?(of error: any Error) {
        switch error {
        case let error as SuiteError:
            switch error {
            case .unknownSuite, .nothingMatches, .unknownOption, .badOptionValue, .badShape, .noShapes, .oneThread,
                .nothingToResume, .unknownProfile, .noStep,
                .badName:
                self = .usage
            case .otherDefinition: self = .badInput
            case .noDefinition: self = .inputOutput
            case .nothingRuns: self = .nothingToDo
            }
        case let error as ComparisonError:
            switch error {
            case .nothingComparable: self = .nothingToDo
            case .nothingMatches, .unknownMetric: self = .usage
            }
        case let error as DefinitionError: self = error.isUnreadable ? .inputOutput : .badInput
        case is KernelError, is ImportedStepError, is DataParallelError, is CompressionError:
            self = .badInput
        case let error as ReportError: self = error.kind == .inputOutput ? .inputOutput : .badInput
        case is CountersError, is StatisticsError, is RenderingError: self = .usage
        case let error as MeasurementError:
            switch error {
            case .noSuchCPU, .tooManyThreads: self = .usage
            case .noThread: self = .inputOutput
            }
        case is TeamError: self = .inputOutput
        case let error as CommandError: self = error.isUsage ? .usage : .badInput
        case let error as HistoryError:
            switch error.kind {
            case .usage: self = .usage
            case .data: self = .badInput
            case .inputOutput: self = .inputOutput
            }
        case is HistoryUnavailable: self = .nothingToDo
        case let error as TraceError:
            switch error.kind {
            case .usage: self = .usage
            case .data: self = .badInput
            case .inputOutput: self = .inputOutput
            }
        case is QuantityError: self = .usage
        case let error as BuildError:
            switch error {
            case .unknown, .noRepository: self = .usage
            case .failed, .noCommand, .noLock: self = .inputOutput
            }
        case let error as LiveError:
            switch error {
            case .interrupted: self = .interrupted
            case .nothingInCommon: self = .nothingToDo
            default: self = .inputOutput
            }
        // Anything else that is not the parser's own comes from the system.
        default:
            guard !(error is ExitCode), Bench.exitCode(for: error) == .failure else { return nil }
            self = .inputOutput
        }
    }
}
