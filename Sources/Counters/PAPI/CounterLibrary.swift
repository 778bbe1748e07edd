/// libpapi, started once, or the reason why it cannot be.
///
/// ``shared`` starts on first use, whichever thread that is; further uses find it started.
public struct CounterLibrary: Sendable {
    /// The process's libpapi.
    public static let shared: CounterLibrary = {
        #if PAPI && os(Linux)
            CounterLibrary(LivePAPI())
        #else
            CounterLibrary(nil)
        #endif
    }()

    /// The calls of a started library, or why there are none. Threads get theirs by ``attached()``.
    let started: Result<any PAPICalls, CounterUnavailability>
    /// The library's version, such as `7.0.0`; `nil` where it did not start.
    public let version: String?

    /// Starts a library for threads: version check, `PAPI_library_init`, `PAPI_thread_init`.
    /// - Parameter calls: `nil` for a build without PAPI, where every event is unavailable for that reason.
    public init(_ calls: (any PAPICalls)?) {
        guard let calls else {
            (started, version) = (.failure(.notBuilt), nil)
            return
        }
        let wanted = calls.headerVersion
        let answer = calls.libraryInit(wanted)
        guard answer == wanted else {
            (started, version) = (.failure(Self.refusal(of: answer, wanted: wanted, calls)), nil)
            return
        }
        let threads = calls.threadInit()
        guard threads == PAPICode.ok else {
            let failure = PAPIFailure(call: .threadInit, code: threads)
            (started, version) = (.failure(.papi(failure, message: calls.message(for: threads))), nil)
            return
        }
        (started, version) = (.success(calls), Self.text(of: answer))
    }

    /// The calls for the calling thread.
    ///
    /// A thread must be registered first: PAPI 7.0's `PAPI_event_name_to_code` dereferences a null pointer on
    /// a thread it has not met. Registering twice does nothing.
    func attached() -> Result<any PAPICalls, CounterUnavailability> {
        started.flatMap { calls in
            let status = calls.registerThread()
            if status == PAPICode.ok { return .success(calls) }
            let failure = PAPIFailure(call: .registerThread, code: status)
            return .failure(.papi(failure, message: calls.message(for: status)))
        }
    }

    private static func refusal(
        of answer: Int32, wanted: Int32, _ calls: any PAPICalls
    ) -> CounterUnavailability {
        // A library of another version says so with its own, or (since 3.9) with PAPI_EINVAL.
        guard answer > 0 else {
            return .papi(
                PAPIFailure(call: .libraryInit, code: answer),
                message: "\(calls.message(for: answer)); built for version \(text(of: wanted))")
        }
        return .versionMismatch(built: text(of: wanted), found: text(of: answer))
    }

    /// PAPI packs major, minor, revision and increment into a byte each; the last does not count.
    private static func text(of version: Int32) -> String {
        let bits = UInt32(bitPattern: version)
        return "\(bits >> 24).\((bits >> 16) & 0xff).\((bits >> 8) & 0xff)"
    }
}
