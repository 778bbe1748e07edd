/// A call of libpapi that failed.
public struct PAPIFailure: Error, Equatable, Sendable {
    /// Which call, by its name in C.
    public enum Call: String, Sendable {
        case libraryInit = "PAPI_library_init"
        case threadInit = "PAPI_thread_init"
        case registerThread = "PAPI_register_thread"
        case nameToCode = "PAPI_event_name_to_code"
        case createEventSet = "PAPI_create_eventset"
        case multiplexInit = "PAPI_multiplex_init"
        case assignComponent = "PAPI_assign_eventset_component"
        case setMultiplex = "PAPI_set_multiplex"
        case setInherit = "PAPI_set_opt(PAPI_INHERIT)"
        case addEvent = "PAPI_add_event"
        case start = "PAPI_start"
        case read = "PAPI_read"
        case stop = "PAPI_stop"
    }

    /// The call.
    public let call: Call
    /// What it returned, see ``PAPICode``.
    public let code: Int32

    /// Memberwise.
    public init(call: Call, code: Int32) {
        self.call = call
        self.code = code
    }

    /// Passes `PAPI_OK` and throws everything else.
    static func check(_ call: Call, _ code: Int32) throws(PAPIFailure) {
        guard code == PAPICode.ok else { throw PAPIFailure(call: call, code: code) }
    }
}
