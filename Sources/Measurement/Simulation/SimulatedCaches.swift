import Basics

/// The caches that Callgrind simulates: those of the first CPU, so that counts belong to a machine and not to what
/// Valgrind makes of it.
public struct SimulatedCaches: Equatable, Sendable {
    /// As Valgrind writes a cache: its size in bytes, its ways, and the bytes of a line.
    struct Cache: Equatable, Sendable, CustomStringConvertible {
        var bytes: Int
        var ways: Int
        var line: Int

        var description: String { "\(bytes),\(ways),\(line)" }

        /// Valgrind simulates powers of two of sets alone: the largest such cache that is not larger.
        var simulated: Cache {
            var sets = 1
            while 2 * sets * ways * line <= bytes { sets *= 2 }
            return Cache(bytes: sets * ways * line, ways: ways, line: line)
        }
    }

    /// Of instructions, of data, and the last of all.
    let (instructions, data, last): (Cache, Cache, Cache)

    /// Reads them from /sys; 32 KiB of 8 ways, and 8 MiB of 16, with lines of 64 bytes, where the system does not tell.
    public init(files: KernelFiles = KernelFiles()) {
        let folder = "/sys/devices/system/cpu/cpu0/cache"
        var found: [(level: Int, kind: String, cache: Cache)] = []
        for index in files.entries(folder) where index.hasPrefix("index") {
            func number(_ name: String) -> Int? {
                files.optionalText("\(folder)/\(index)/\(name)").flatMap { Int($0.prefix { $0.isNumber }) }
            }
            guard let level = number("level"), let kibibytes = number("size"), kibibytes > 0,
                let ways = number("ways_of_associativity"), ways > 0,
                let line = number("coherency_line_size"), line >= 16, line.nonzeroBitCount == 1,
                let kind = files.optionalText("\(folder)/\(index)/type")
            else { continue }
            found.append((level, kind, Cache(bytes: kibibytes << 10, ways: ways, line: line).simulated))
        }
        let first = Cache(bytes: 32 << 10, ways: 8, line: 64)
        instructions = found.first { $0.level == 1 && $0.kind != "Data" }?.cache ?? first
        data = found.first { $0.level == 1 && $0.kind != "Instruction" }?.cache ?? first
        last =
            found.filter { $0.level > 1 }.max { $0.level < $1.level }?.cache
            ?? Cache(bytes: 8 << 20, ways: 16, line: 64)
    }

    /// Valgrind's options.
    public var options: [String] { ["--I1=\(instructions)", "--D1=\(data)", "--LL=\(last)"] }
}
