import Kernels
import Measurement
import Report
import Testing

@testable import Suites

@Suite("suites/machine.yaml")
struct MachineDefinitionTests {
    private static let name = Machine.name

    /// This machine with caches of one's own choice.
    private func machine(lastLevelCache: Int, available: Int? = 64 << 30) -> HostFacts {
        var facts = HostFacts()
        facts.caches = [.init(level: 3, kind: "unified", bytes: lastLevelCache)]
        facts.availableMemoryBytes = available
        return facts
    }

    @Test("Working sets go from 4 KiB to four times the last-level cache, four an octave or one")
    func workingSets() throws {
        let definition = try MachineDefinition(Repository.definition(of: Self.name))
        let full = definition.workingSets(.full, on: machine(lastLevelCache: 1 << 20))
        #expect(Array(full.prefix(9)) == [4, 5, 6, 7, 8, 10, 12, 14, 16].map { $0 << 10 })
        #expect(full.last == 4 << 20 && full.count == 4 * 10 + 1)
        #expect(full == full.sorted())
        let quick = definition.workingSets(.quick, on: machine(lastLevelCache: 1 << 20))
        #expect(quick == (12...22).map { 1 << $0 })
        #expect(definition.workingSets(.quick, on: machine(lastLevelCache: 1 << 30)).last == 1 << 30)
        #expect(
            definition.workingSets(.full, on: machine(lastLevelCache: 32 << 20, available: 80 << 20)).last == 20 << 20)
        #expect(definition.workingSets(.full, on: machine(lastLevelCache: 32 << 20, available: 0)) == [4096])
    }

    @Test(
        "What is wrong in the file is named by line and field",
        arguments: [
            ("suite: machine", "suite: machines", "suite", "this is not machine"),
            ("smallest: 4096", "smallest: 5000", "bandwidth.smallest", "5000 is no power of two"),
            ("smallest: 4096", "smallest: 64", "bandwidth.smallest", "64 is out of range"),
            ("caches: 4", "caches: 0", "bandwidth.caches", "0 is out of range"),
            ("largest: 1073741824", "largest: 4095", "bandwidth.largest", "4095 is out of range"),
            (
                "octave: { quick: 1, full: 4 }", "octave: { quick: 1, full: 3 }", "bandwidth.octave.full",
                "3 is no power of two"
            ),
            ("octave: { quick: 1, full: 4 }", "octave: { quick: 1 }", "bandwidth.octave", "'full' is missing"),
            ("[read, write, copy, triad]", "[read, write, add]", "bandwidth.loops[2]", "'add' is not known here"),
            ("[read, write, copy, triad]", "[read, copy, read]", "bandwidth.loops[2]", "'read' is given twice"),
            ("  caches: 4", "  cache: 4", "bandwidth.cache", "unknown key 'cache'"),
            ("quick: { rounds: 60", "quick: { rounds: 2", "modes.quick.rounds", "2 is out of range"),
        ])
    func wrong(old: String, new: String, field: String, cause: String) throws {
        let file = try Repository.definition(of: Self.name, replacing: old, with: new)
        let error = try #require(throws: DefinitionError.self) { try MachineDefinition(file) }
        #expect(error.field == field)
        #expect(error.cause == cause)
        #expect(error.line == Repository.line(of: new, in: file))
        #expect(!error.remedy.isEmpty)
    }

    @Test("Shapes and options, which the suite has none of, are refused")
    func request() throws {
        let definition = try Repository.definition(of: Self.name)
        let shape = try #require(throws: SuiteError.self) {
            try Machine(definition: definition, request: SuiteRequest(shapes: ["3x5x7"]))
        }
        #expect(shape.description == "--shape 3x5x7: machine measures no layers; leave it out")
        let option = try #require(throws: SuiteError.self) {
            try Machine(definition: definition, request: SuiteRequest(options: ["size": "1"]))
        }
        #expect(option.description == "--set size: machine has no such option; it has none, leave it out")
    }
}

@Suite("Planning the machine's loops")
struct MachinePlanTests {
    private func groups(_ request: SuiteRequest = SuiteRequest(mode: .quick)) throws -> [GroupPlan] {
        let suite = try Machine(definition: Repository.definition(of: Machine.name), request: request)
        return try Selection(suite.groups(on: HostFacts()), request: request).groups
    }

    @Test("Every registered loop is planned, those that cannot run with their reason")
    func complete() throws {
        let all = try groups()
        #expect(all[0].cases.map(\.id.variant) == PeakLoop.all.map(\.name))
        #expect(all[0].cases.map(\.unavailable) == PeakLoop.all.map(\.unavailable))
        for group in all.dropFirst() {
            #expect(group.cases.map(\.id.variant) == BandwidthLoop.all.map(\.name), "\(group.name)")
            #expect(group.compared == .bandwidth && group.unmetered != nil)
        }
        let names = all.flatMap(\.cases).map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.contains("machine:peak:int8/avx2:limit=arithmetic"))
        #expect(names.contains("machine:bandwidth.32KiB:triad/baseline:limit=memory"))
    }

    @Test("A filter keeps FP32 beside the peaks of other precisions, and reading beside other loops")
    func filter() throws {
        let peaks = try groups(SuiteRequest(mode: .quick, filters: ["*:int8/baseline:*"]))
        #expect(peaks.count == 1)
        #expect(peaks[0].cases.allSatisfy { $0.precision == "fp32" || $0.id.variant == "int8/baseline" })
        #expect(peaks[0].cases.contains { $0.id.variant == "fp32/avx2" })
        let triad = try groups(SuiteRequest(mode: .quick, filters: ["*:bandwidth.8KiB:triad/baseline:*"]))
        #expect(triad.count == 1 && triad[0].cases.contains { $0.id.variant == "read/baseline" })
        #expect(!triad[0].cases.contains { $0.id.variant == "copy/baseline" })
    }

    @Test("Loops of a working set pass their oracles in the memory that they share")
    func shared() throws {
        let group = try #require(groups().first { $0.workload == "bandwidth.4KiB" })
        let prepared = try group.cases.filter { $0.unavailable == nil }.map { try $0.prepare() }
        for one in prepared + prepared.reversed() {
            let checks = one.verify()
            #expect(checks.count == 1 && checks.allSatisfy(\.passed))
            one.call()
        }
    }

    @Test("Arrays share a working set, in whole steps of the widest loop, and a call moves enough bytes")
    func sweeps() {
        for loop in BandwidthLoop.all {
            for bytes in [1, 4096, 5120, 1 << 20, 7 << 20] {
                let sweep = BandwidthSweep(loop, bytes: bytes)
                #expect(sweep.count > 0 && sweep.count.isMultiple(of: 128), "\(loop.name), \(bytes)")
                #expect(sweep.byteCount == 4 * sweep.count * loop.kind.arrays)
                let wanted = max(bytes, 4096)
                #expect(sweep.byteCount <= wanted && sweep.byteCount > wanted - 512 * loop.kind.arrays)
                #expect(sweep.work.bytes == sweep.passes * sweep.byteCount)
                #expect(sweep.work.bytes >= BandwidthSweep.leastBytesPerCall)
                #expect(sweep.work.bytes - sweep.byteCount < BandwidthSweep.leastBytesPerCall)
            }
        }
    }
}

@Suite("The answers of machine")
struct MachineFindingsTests {
    private static let sets = [8 << 10, 24 << 10, 128 << 10, 400 << 10, 8 << 20, 24 << 20, 128 << 20]

    /// Reads at 200, 100, 50 and 10 GB/s out of L1, L2, L3 and memory, between them at what lies between.
    private static func results(sets: [Int] = sets) -> [GroupResult] {
        let rates = [
            8 << 10: 200e9, 24 << 10: 199e9, 128 << 10: 100e9, 400 << 10: 80e9, 8 << 20: 50e9, 24 << 20: 20e9,
            128 << 20: 10e9,
        ]
        return [
            machineGroup(
                "peak", Machine.arithmetic, metric: .throughput,
                rates: [
                    ("fp32/avx2", 100e9), ("fp32/baseline", 40e9), ("int8/baseline", 80e9), ("int8/avx2", 160e9),
                ])
        ]
            + sets.map { bytes in
                let rate = rates[bytes] ?? 1e9
                return machineGroup(
                    "bandwidth.\(binaryBytes(bytes, space: ""))", Machine.memory, metric: .bandwidth,
                    rates: [
                        ("read/avx2", rate), ("read/baseline", 0.5 * rate), ("write/baseline", 0.4 * rate),
                        ("triad/avx2", 0.9 * rate),
                    ], workingSet: bytes)
            }
    }

    private func findings(
        _ results: [GroupResult], host: Report.Host = .synthetic()
    ) throws -> [String: Report.Finding] {
        let suite = try Machine(definition: Repository.definition(of: Machine.name), request: SuiteRequest())
        let comparisons = try Judging.comparisons(
            results, settings: MeasurementSettings(rounds: 40, groupSeconds: nil, seed: 1), family: suite.family)
        let findings = suite.findings(from: results, comparisons: comparisons, on: host)
        return Dictionary(uniqueKeysWithValues: findings.map { ($0.name, $0) })
    }

    @Test("Peaks are those of the fastest loop, and their ratio is against the FP32 of the same rounds")
    func peaks() throws {
        let all = try findings(Self.results())
        #expect(all["peak.fp32"]?.value == 100e9)
        #expect(
            all["peak.int8"]?.statement == "INT8 on one core: 160 Gop/s, 95 % interval [144, 176] (int8/avx2)")
        let ratio = try #require(all["peak-ratio.int8"])
        #expect(abs(ratio.value - 1.6) < 1e-9)
        #expect(ratio.statement.hasPrefix("The INT8 peak is 1.60× that of FP32, "))
        #expect(ratio.statement.hasSuffix("(int8/avx2 against fp32/avx2)"))
        #expect(all["peak-ratio.fp32"] == nil)
    }

    @Test("A precision without instructions has the peak of what it is widened to, unless a filter left its loops out")
    func widened() throws {
        var results = Self.results()
        #expect(try findings(results)["peak.bf16"] == nil)
        var wanting = try #require(results[0].cases.first)
        wanting.variant = "bf16/avx512-bf16"
        wanting.id = "machine:peak:bf16/avx512-bf16:limit=arithmetic"
        wanting.metrics = ["time": .unavailable(unit: "s", reason: "the processor lacks AVX512-BF16")]
        results[0].cases.append(wanting)
        let all = try findings(results)
        #expect(all["peak.bf16"]?.value == 100e9)
        #expect(
            all["peak.bf16"]?.statement
                == "BF16 on one core: no instructions of its own here; numbers are widened, and the peak of FP32 applies, "
                + "100 Gop/s")
        #expect(all["peak-ratio.bf16"] == nil && all["balance.bf16.memory"] == nil)
    }

    @Test("Peaks and every level's bandwidth come before all else, within what a terminal shows")
    func order() throws {
        let suite = try Machine(definition: Repository.definition(of: Machine.name), request: SuiteRequest())
        let results = Self.results()
        let comparisons = try Judging.comparisons(
            results, settings: MeasurementSettings(rounds: 40, groupSeconds: nil, seed: 1), family: suite.family)
        let names = suite.findings(from: results, comparisons: comparisons, on: .synthetic()).map(\.name)
        #expect(
            names.prefix(7) == [
                "peak.fp32", "peak.int8", "bandwidth.L1", "bandwidth.L2", "bandwidth.L3", "bandwidth.memory",
                "peak-ratio.int8",
            ])
        #expect(names.dropFirst(7).allSatisfy { $0.hasPrefix("balance.") })
    }

    @Test("Each cache is measured well inside itself, the memory beyond the last")
    func levels() throws {
        let all = try findings(Self.results())
        #expect(all["bandwidth.L1"]?.value == 200e9)
        #expect(all["bandwidth.L2"]?.value == 100e9)
        #expect(all["bandwidth.L3"]?.value == 50e9)
        #expect(
            all["bandwidth.L3"]?.statement
                == "L3 (32 MiB) reads 50.0 GB/s, 95 % interval [45.0, 55.0]; write 20.0 GB/s, triad 45.0 GB/s "
                + "(one core, working set 8 MiB)")
        #expect(all["bandwidth.memory"]?.value == 10e9)
    }

    @Test("A level of which no working set was measured has no figure")
    func unmeasured() throws {
        let all = try findings(Self.results(sets: [8 << 10, 400 << 10, 24 << 20]))
        #expect(all["bandwidth.L1"] != nil)
        for level in ["L2", "L3", "memory"] { #expect(all["bandwidth.\(level)"] == nil, "\(level)") }
        let unknown = try findings(Self.results(), host: .synthetic(caches: []))
        #expect(unknown.keys.filter { $0.hasPrefix("bandwidth.") } == ["bandwidth.memory"])
        #expect(try findings([]).isEmpty)
    }

    @Test("Balance is peak by bandwidth, of the last cache and of memory")
    func balance() throws {
        let all = try findings(Self.results())
        let memory = try #require(all["balance.int8.memory"])
        #expect(abs(memory.value - 16) < 1e-9)
        #expect(memory.interval.map { $0.low < 16 && 16 < $0.high } == true)
        #expect(memory.statement == "INT8 out of memory: below 16.0 op/B memory binds, above it arithmetic")
        #expect(all["balance.fp32.L3"].map { abs($0.value - 2) < 1e-9 } == true)
        #expect(all["balance.fp32.L1"] == nil)
    }

    @Test("The curves hold the fastest loop of each kind at each working set")
    func series() throws {
        let suite = try Machine(definition: Repository.definition(of: Machine.name), request: SuiteRequest())
        let series = suite.series(from: Self.results())
        #expect(series.map(\.label) == ["read", "write", "triad"], "no copy was measured")
        #expect(series[0].points.map(\.x) == Self.sets.map(Double.init))
        #expect(series[0].points.first == .init(x: 8192, y: 200e9, interval: .init(0.9 * 200e9, 1.1 * 200e9)))
        #expect(series[1].points.last?.y == 4e9)
    }
}

@Suite("Words")
struct WordsTests {
    @Test func ratesHaveThreeDigits() {
        #expect(rate(204.4e9, "B/s") == "204 GB/s")
        #expect(rate(9.996e9, "B/s") == "10.0 GB/s")
        #expect(rate(999.7e6, "op/s") == "1.00 Gop/s")
        #expect(rate(10.4, "op/B") == "10.4 op/B")
        #expect(rate(50e9, "B/s", interval: (.init(9e9, 101e9), 0.875)) == "50.0 GB/s, 88 % interval [9.00, 101]")
    }

    @Test func nothingBelowOneIsCertain() {
        #expect([0.875, 0.95, 0.9981, 0.99999, 1].map(coverage) == ["88 %", "95 %", "99.8 %", "99.9 %", "100 %"])
    }

    @Test func bytesAreShort() {
        #expect(binaryBytes(4096) == "4 KiB")
        #expect(binaryBytes(5 << 8, space: "") == "1.25KiB")
        #expect(binaryBytes(896 << 10) == "896 KiB")
        #expect(binaryBytes(7 << 28) == "1.75 GiB")
    }
}
