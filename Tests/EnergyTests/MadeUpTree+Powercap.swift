import TestSupport

/// The kernel's powercap files, made up.
extension MadeUpTree {
    /// A zone of powercap. `entry` is its directory, such as `intel-rapl:0`.
    func zone(_ entry: String, _ name: String, microjoules: UInt64, range: String = "65532610987") throws {
        let directory = "sys/class/powercap/\(entry)"
        try write("\(directory)/name", "\(name)\n")
        try write("\(directory)/energy_uj", "\(microjoules)\n")
        try write("\(directory)/max_energy_range_uj", "\(range)\n")
    }

    /// A server of two packages with cores below them, a second view of the first package, and a platform
    /// where asked for.
    static func twoPackages(platform: Bool = false) throws -> MadeUpTree {
        let tree = try MadeUpTree(["sys/class/powercap/intel-rapl/enabled": "1"])
        try tree.zone("intel-rapl:0", "package-0", microjoules: 1_000_000)
        try tree.zone("intel-rapl:0:0", "core", microjoules: 400_000)
        try tree.zone("intel-rapl:0:1", "package-0-part", microjoules: 100_000)
        try tree.zone("intel-rapl:1", "package-1", microjoules: 2_000_000)
        try tree.zone("intel-rapl-mmio:0", "package-0", microjoules: 1_000_000)
        if platform { try tree.zone("intel-rapl:2", "psys", microjoules: 5_000_000) }
        return tree
    }
}
