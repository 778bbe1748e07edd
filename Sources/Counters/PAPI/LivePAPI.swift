#if PAPI && os(Linux)
    import CPAPI

    /// libpapi as it is linked.
    struct LivePAPI: PAPICalls {
        var headerVersion: Int32 { cpapi_version() }

        func libraryInit(_ version: Int32) -> Int32 { PAPI_library_init(version) }
        func threadInit() -> Int32 { cpapi_thread_init() }
        func registerThread() -> Int32 { PAPI_register_thread() }
        func multiplexInit() -> Int32 { PAPI_multiplex_init() }

        func message(for code: Int32) -> String {
            PAPI_strerror(code).map { String(cString: $0) } ?? "code \(code)"
        }

        func componentCount() -> Int32 { PAPI_num_components() }

        func componentInfo(_ index: Int32) -> PAPIComponent? {
            guard let info = PAPI_get_component_info(index) else { return nil }
            return PAPIComponent(
                name: Self.string(info.pointee.name),
                disabledReason: info.pointee.disabled == PAPICode.ok
                    ? nil : Self.string(info.pointee.disabled_reason),
                presetCount: info.pointee.num_preset_events)
        }

        func eventNameToCode(_ name: String, _ code: inout Int32) -> Int32 {
            PAPI_event_name_to_code(name, &code)
        }

        func eventCodeToName(_ code: Int32, _ name: inout String) -> Int32 {
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.textCapacity) { text in
                text.initialize(repeating: 0)
                guard let start = text.baseAddress else { return PAPICode.invalid }
                let status = PAPI_event_code_to_name(code, start)
                if status == PAPICode.ok { name = String(cString: start) }
                return status
            }
        }

        func eventInfo(_ code: Int32, _ info: inout PAPIEventInfo) -> Int32 {
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.textCapacity) { text in
                text.initialize(repeating: 0)
                guard let start = text.baseAddress else { return PAPICode.invalid }
                let status = cpapi_event_info(code, &info.nativeCount, &info.component, start, text.count)
                info.description = String(cString: start)
                return status
            }
        }

        func enumerate(_ code: inout Int32, first: Bool, component: Int32) -> Int32 {
            let modifier = first ? PAPI_ENUM_FIRST : PAPI_ENUM_EVENTS
            return PAPI_enum_cmp_event(&code, Int32(modifier), component)
        }

        func createEventSet(_ set: inout Int32) -> Int32 { PAPI_create_eventset(&set) }
        func assignComponent(_ set: Int32, component: Int32) -> Int32 {
            PAPI_assign_eventset_component(set, component)
        }
        func setMultiplex(_ set: Int32) -> Int32 { PAPI_set_multiplex(set) }
        func setInherit(_ set: Int32) -> Int32 { cpapi_set_inherit(set) }
        func addEvent(_ set: Int32, _ code: Int32) -> Int32 { PAPI_add_event(set, code) }
        func start(_ set: Int32) -> Int32 { PAPI_start(set) }
        func read(_ set: Int32, into counts: UnsafeMutablePointer<Int64>) -> Int32 { PAPI_read(set, counts) }
        func stop(_ set: Int32, into counts: UnsafeMutablePointer<Int64>) -> Int32 { PAPI_stop(set, counts) }
        func cleanup(_ set: Int32) -> Int32 { PAPI_cleanup_eventset(set) }
        func destroy(_ set: inout Int32) -> Int32 { PAPI_destroy_eventset(&set) }

        func softwareClockErrno() -> Int32 { cpapi_software_clock_errno() }

        /// `PAPI_HUGE_STR_LEN`, the longest string libpapi writes.
        private static let textCapacity = 1024

        /// A fixed C array of characters, imported as a tuple.
        private static func string<Characters>(_ characters: Characters) -> String {
            withUnsafeBytes(of: characters) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
        }
    }
#endif
