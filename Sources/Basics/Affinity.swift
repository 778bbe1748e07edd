import CThreads

/// The CPUs that the calling thread may run on; threads that it starts inherit them.
public enum Affinity {
    /// Ascending; empty where the system does not tell.
    public static var cpus: [Int] {
        var allowed = [Bool](repeating: false, count: Int(cthreads_cpu_limit))
        guard cthreads_get_affinity(&allowed) == 0 else { return [] }
        return allowed.indices.filter { allowed[$0] }
    }

    /// Binds the calling thread to some CPUs.
    /// - Returns: 0, or the system's errno.
    @discardableResult
    public static func bind(to cpus: [Int]) -> Int32 {
        var allowed = [Bool](repeating: false, count: Int(cthreads_cpu_limit))
        for cpu in cpus where allowed.indices.contains(cpu) { allowed[cpu] = true }
        return cthreads_set_affinity(allowed)
    }
}
