import ArgumentParser
import Foundation
import Suites

/// A span of time with its unit: `500ms`, `90s`, `5m`, `1h`; a bare number means seconds.
struct TimeSpan: ExpressibleByArgument {
    var seconds: Double

    /// A month.
    private static let longest = 31.0 * 86_400

    init?(argument: String) {
        let units = [("ms", 1e-3), ("s", 1.0), ("m", 60.0), ("h", 3600.0)]
        let (suffix, factor) = units.first { argument.hasSuffix($0.0) } ?? ("", 1)
        guard let number = Double(argument.dropLast(suffix.count)) else { return nil }
        seconds = number * factor
        guard seconds > 0, seconds <= Self.longest else { return nil }
    }
}

/// `KEY=VALUE`.
struct Setting: ExpressibleByArgument {
    var key: String
    var value: String

    init(key: String, value: String) { (self.key, self.value) = (key, value) }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        (key, value) = (parts[0], parts[1])
    }
}

/// Which cases are measured.
struct SelectionOptions: ParsableArguments {
    @Flag(help: "Measure the definition's quick subset.")
    var quick = false

    @Option(
        help: ArgumentHelp(
            "Keep the cases whose id matches, such as '*:kws.*:*:cache=warm'.",
            discussion: """
                A pattern matches the whole id; conditions may be left out of it. May be repeated: what one of them \
                matches is kept, together with the fastest baseline.
                """, valueName: "glob"))
    var filter: [String] = []

    @Option(
        help: ArgumentHelp(
            "Keep the variants that match, such as 'int8/*'.",
            discussion: """
                May be repeated. They are measured beside the baseline alone: the fastest candidate at calibration. A full \
                name forces any kernel of bench doctor, fp32/scalar too. Where none can run here, nothing is measured (exit code 3).
                """, valueName: "glob"))
    var variant: [String] = []

    @Option(help: ArgumentHelp("Add a matrix product of your own; may be repeated.", valueName: "MxNxK"))
    var shape: [String] = []

    @Option(help: ArgumentHelp("Set what only this suite knows (see bench list SUITE).", valueName: "key=value"))
    var set: [Setting] = []

    @Option(help: "Seed of the inputs and of the rounds' order.")
    var seed: UInt64 = SuiteRequest.standardSeed

    func validate() throws {
        let keys = set.map(\.key)
        if let twice = keys.first(where: { key in keys.count { $0 == key } > 1 }) {
            throw ValidationError("--set \(twice) is given twice; leave one out")
        }
    }

    /// - Parameter further: options of the suite that have an option of their own.
    func request(threads: Int, _ further: [Setting] = []) -> SuiteRequest {
        SuiteRequest(
            mode: quick ? .quick : .full, filters: filter, variants: variant, shapes: shape,
            options: Dictionary((set + further).map { ($0.key, $0.value) }) { $1 }, seed: seed,
            threads: threads)
    }
}

/// What a device has to spare for learning, where a suite asks which strategy fits it: the same as `--set`.
struct DeviceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Memory that learning may take: 256KiB.", valueName: "bytes"))
    var memory: String?

    @Option(help: ArgumentHelp("Energy that an event may take: 20uJ.", valueName: "joules"))
    var energy: String?

    @Option(help: ArgumentHelp("Time that an update may take: 5ms.", valueName: "seconds"))
    var latency: String?

    var settings: [Setting] {
        [("memory", memory), ("energy", energy), ("latency", latency)].compactMap { key, value in
            value.map { Setting(key: key, value: $0) }
        }
    }
}

/// How much is measured, and how.
struct BudgetOptions: ParsableArguments {
    @Option(help: "The most rounds a group runs, instead of the definition's.")
    var rounds: Int?

    @Option(
        help: ArgumentHelp(
            "The time for the rounds of all groups, shared equally: 90s, 5m, 1h.",
            discussion: """
                A group runs 20 rounds all the same. Preparing, checking and calibrating the cases, counters and \
                energy come on top.
                """))
    var time: TimeSpan?

    @Option(help: "Ratios within ± this per cent are practically equal.")
    var band: Double = 0.5

    @Option(help: "Repeat each group for so long and report how the figures move: 90s, 5m.")
    var sustain: TimeSpan?

    @Option(help: "The CPU to measure on; the last this process may use, where it is left out.")
    var cpu: Int?

    @Option(
        help: ArgumentHelp(
            "Groups (default, cache, branch, simd, tlb, software), events as PAPI names them, callgrind, or none.",
            discussion: """
                callgrind counts instructions, reads, writes and misses of simulated caches under Valgrind, the same to the \
                last digit in every run, some 50 times as slow as the calls themselves.
                """, valueName: "list"))
    var counters = "default"

    @Option(
        help: ArgumentHelp(
            "Repeat the run in so many fresh processes, and let each count as one sample.",
            discussion: "For figures that are held against another day's: memory lies elsewhere in each of them."))
    var launches = 1

    @Option(help: "Threads that a layer may be divided among; variants that gain nothing use fewer.")
    var threads = 1

    @Flag(help: "Let events that do not fit together share counters by turns; such values are flagged.")
    var multiplex = false
}

/// Where results go.
struct DestinationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder reports are written below.", valueName: "dir"))
    var output = "results"

    @Flag(name: .customLong("no-save"), help: "Write no files.")
    var noSave = false

    @Option(
        help: ArgumentHelp("Write the JSON report here too; - for standard output, without a table.", valueName: "file")
    )
    var json: String?
}

/// What makes a run one of several launches of another.
struct LaunchOptions: ParsableArguments {
    @Option(name: .customLong("launch-journal"), help: "Write nothing but a journal there.")
    var journal: String?

    @Option(name: .customLong("launch-name"), help: "What progress calls this launch.")
    var name = "launch"
}
