/// libpapi's return codes that decide something here, with the numbers of `papi.h`, so that code without
/// PAPI can speak of them.
public enum PAPICode {
    /// Success.
    public static let ok: Int32 = 0
    /// Invalid argument.
    public static let invalid: Int32 = -1
    /// A system call failed: the kernel said `ENOSYS`, `EAGAIN`, `EBUSY` or `E2BIG`.
    public static let system: Int32 = -3
    /// No such event, or the kernel said `ENOENT`.
    public static let noEvent: Int32 = -7
    /// The event exists but not beside the others.
    public static let conflict: Int32 = -8
    /// The event set counts just now.
    public static let isRunning: Int32 = -10
    /// The kernel said `EPERM` or `EACCES`.
    public static let permission: Int32 = -15
    /// Not supported; also the answer to an unknown preset's name.
    public static let notSupported: Int32 = -18
    /// The component is switched off.
    public static let componentDisabled: Int32 = -25

    /// The empty event set's handle, `PAPI_NULL`.
    public static let nullSet: Int32 = -1
    /// The bit that marks presets, `PAPI_PRESET_MASK`.
    public static let presetMask = Int32(bitPattern: 0x8000_0000)
    /// The bit that marks native events, `PAPI_NATIVE_MASK`.
    public static let nativeMask: Int32 = 0x4000_0000
}
