/// The seam to libpapi: one requirement a call, raw return codes, no judgement.
///
/// What a machine cannot show (conflicts, refusals, sets that start in part) is tested with a scripted
/// stand-in. Codes are PAPI's: `PAPI_OK` (0) or negative, see ``PAPICode``.
public protocol PAPICalls: Sendable {
    /// The version of the header this program was compiled against, as `PAPI_VER_CURRENT` packs it.
    var headerVersion: Int32 { get }

    /// `PAPI_library_init`: the library's own version, or a negative code.
    func libraryInit(_ version: Int32) -> Int32
    /// `PAPI_thread_init` with `pthread_self`.
    func threadInit() -> Int32
    /// `PAPI_register_thread` for the calling thread.
    func registerThread() -> Int32
    /// `PAPI_multiplex_init`.
    func multiplexInit() -> Int32
    /// `PAPI_strerror`.
    func message(for code: Int32) -> String

    /// `PAPI_num_components`.
    func componentCount() -> Int32
    /// `PAPI_get_component_info`, `nil` for an index out of range.
    func componentInfo(_ index: Int32) -> PAPIComponent?

    /// `PAPI_event_name_to_code`.
    func eventNameToCode(_ name: String, _ code: inout Int32) -> Int32
    /// `PAPI_event_code_to_name`.
    func eventCodeToName(_ code: Int32, _ name: inout String) -> Int32
    /// `PAPI_get_event_info`.
    func eventInfo(_ code: Int32, _ info: inout PAPIEventInfo) -> Int32
    /// `PAPI_enum_cmp_event`: from `code` to the first event of its kind, or to the next.
    func enumerate(_ code: inout Int32, first: Bool, component: Int32) -> Int32

    /// `PAPI_create_eventset`.
    func createEventSet(_ set: inout Int32) -> Int32
    /// `PAPI_assign_eventset_component`.
    func assignComponent(_ set: Int32, component: Int32) -> Int32
    /// `PAPI_set_multiplex`.
    func setMultiplex(_ set: Int32) -> Int32
    /// `PAPI_set_opt` with `PAPI_INHERIT`: processes started later by the thread are counted too.
    func setInherit(_ set: Int32) -> Int32
    /// `PAPI_add_event`.
    func addEvent(_ set: Int32, _ code: Int32) -> Int32
    /// `PAPI_start`: counts begin at zero.
    func start(_ set: Int32) -> Int32
    /// `PAPI_read`: one count an event, in the order of adding.
    func read(_ set: Int32, into counts: UnsafeMutablePointer<Int64>) -> Int32
    /// `PAPI_stop`: as `read`, and the counters stand still.
    func stop(_ set: Int32, into counts: UnsafeMutablePointer<Int64>) -> Int32
    /// `PAPI_cleanup_eventset`.
    func cleanup(_ set: Int32) -> Int32
    /// `PAPI_destroy_eventset`.
    func destroy(_ set: inout Int32) -> Int32

    /// What the kernel answers when asked, past PAPI, for this thread's software clock: 0 or an `errno`.
    func softwareClockErrno() -> Int32
}

/// What PAPI says of one of its components. Its number of counters is left out: it names counters that
/// the kernel then refuses, on every machine without a PMU.
public struct PAPIComponent: Equatable, Sendable {
    /// Such as `perf_event`.
    public var name: String
    /// Why it is switched off, `nil` where it is not.
    public var disabledReason: String?
    /// How many presets are defined for this processor.
    public var presetCount: Int32

    /// Memberwise.
    public init(name: String, disabledReason: String? = nil, presetCount: Int32 = 0) {
        self.name = name
        self.disabledReason = disabledReason
        self.presetCount = presetCount
    }
}

/// What PAPI says of an event.
public struct PAPIEventInfo: Equatable, Sendable {
    /// Number of native events a preset is made of: 0 where this processor does not have it, and for
    /// native events.
    public var nativeCount: Int32 = 0
    /// Index of the component that counts it.
    public var component: Int32 = 0
    /// A sentence in English.
    public var description = ""

    /// An empty description.
    public init() {}
}
