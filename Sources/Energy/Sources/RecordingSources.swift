import Basics
import Counters

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why there is nothing to record from.
public enum RecordingSourceError: Error, Equatable {
    /// No source has the name.
    case unknown(String, known: [String])
    /// None works that stands for the machine, or not the one asked for; every one that was tried, with its state.
    case none([SourceStatus])
}

extension RecordingSourceError: CustomStringConvertible {
    /// Place, cause and remedy in one line.
    public var description: String {
        switch self {
        case .unknown(let name, let known):
            "--source \(name): there is no such source; known: \(known.joined(separator: ", "))"
        case .none(let statuses):
            "there is nothing to record from; "
                + (statuses.contains(where: \.isAvailable)
                    ? "name one of the rails below with --source" : "see each one's reason below")
        }
    }
}

/// The sources of energy that this machine may be recorded from.
public struct RecordingSources {
    private let candidates: [SourceCandidate]
    private let wait: () -> Void

    /// - Parameters:
    ///   - files: the kernel's files.
    ///   - library: libpapi.
    ///   - wait: lets counters move; longer than ``EnergyLimits/shortestWindow``.
    public init(
        files: KernelFiles = KernelFiles(), library: CounterLibrary = .shared,
        wait: @escaping () -> Void = { usleep(60_000) }
    ) {
        candidates = SourceCandidate.all(files: files, library: library)
        self.wait = wait
    }

    /// What the user can name, the best first.
    public var names: [String] { candidates.map(\.name) }

    /// The best source that works, opened for the calling thread.
    ///
    /// Of itself only what stands for the machine is chosen: the input of a Jetson's board, RAPL's counters, its one
    /// battery. A rail among others, of a graphics card, say, is recorded where it is named.
    /// - Parameter name: the source asked for; nil for the best.
    /// - Throws: ``RecordingSourceError``.
    public func open(_ name: String? = nil) throws(RecordingSourceError) -> EnergySource {
        let tried = candidates.filter { name == nil ? $0.isWhole : $0.name == name }
        if let name, tried.isEmpty { throw .unknown(name, known: names) }
        for candidate in tried {
            if let source = try? candidate.open(wait: wait) { return source }
        }
        throw .none((name == nil ? candidates : tried).map(status))
    }

    /// Every source with its state.
    public var statuses: [SourceStatus] { candidates.map(status) }

    private func status(_ candidate: SourceCandidate) -> SourceStatus {
        do {
            let source = try candidate.open(wait: wait)
            let detail = source.provenance + (candidate.isWhole ? "" : " (a part of the machine)")
            return SourceStatus(name: candidate.name, isAvailable: true, detail: detail)
        } catch {
            return SourceStatus(
                name: candidate.name, isAvailable: false, detail: error.reason, remedy: error.remedy)
        }
    }
}
