/// What can go wrong between a case and its figures.
public enum MeasurementError: Error, Equatable {
    /// `--cpu` named a CPU that this process may not use.
    case noSuchCPU(Int, allowed: [Int])
    /// `--threads` asked for more threads than this process may use CPUs.
    case tooManyThreads(Int, cpus: Int)
    /// The system refused a thread; `code` is pthread_create's.
    case noThread(code: Int32)
}

extension MeasurementError: CustomStringConvertible {
    /// Cause and remedy.
    public var description: String {
        switch self {
        case .noSuchCPU(let cpu, let allowed):
            "CPU \(cpu) is not among those this process may use (\(allowed.map(String.init).joined(separator: ", "))); "
                + "choose one of them with --cpu"
        case .tooManyThreads(let threads, let cpus):
            "--threads \(threads): this process may use \(cpus) CPU\(cpus == 1 ? "" : "s"); give at most \(cpus)"
        case .noThread(let code):
            "the measuring thread could not be started (pthread_create: \(code)); "
                + "close other programs or raise the limit on threads (ulimit -u)"
        }
    }
}
