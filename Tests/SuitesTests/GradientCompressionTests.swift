import Compression
import EnergyModels
import Measurement
import Quantities
import Report
import Testing

@testable import Suites

@Suite("gradient-compression")
struct GradientCompressionTests {
    private static func suite(_ request: SuiteRequest = SuiteRequest()) throws -> GradientCompression {
        try GradientCompression(definition: Repository.definition(of: GradientCompression.name), request: request)
    }

    private static func refusal(replacing old: String, with new: String) -> String {
        do {
            _ = try GradientCompression(
                definition: Repository.definition(of: GradientCompression.name, replacing: old, with: new),
                request: SuiteRequest())
            return "accepted"
        } catch {
            return "\(error)"
        }
    }

    @Test("Every gradient is encoded and decoded in all codecs, with a roof; every task is learnt by all workers")
    func groups() throws {
        let groups = try Self.suite().groups(on: HostFacts())
        let coded = groups.filter { $0.conditions["pass"] != "training" }
        #expect(coded.count == 2 * (3 * 6 + 2 * 2))
        for group in coded {
            #expect(group.cases.count { $0.role == .baseline } == 1 && group.cases.count { $0.role == .bandwidth } == 1)
            #expect(group.cases.allSatisfy { $0.role == .bandwidth || $0.work.bytes == group.cases[0].work.bytes })
        }
        let trained = groups.filter { $0.conditions["pass"] == "training" }
        #expect(Set(trained.compactMap { $0.conditions["workers"] }) == ["1", "2", "4", "8", "16"])
        #expect(trained.count == 2 + 4)
    }

    @Test(
        "What is wrong with the definition is told with its place",
        arguments: [
            ("  - top-k/0.01\n", "  - top-k/1.5\n", "top-k/1.5"),
            ("  - sign\n", "  - signs\n", "no kind is called 'signs'"),
            ("  - natural\n", "  - sign\n", "twice"), ("laws: [gaussian,", "laws: [gausian,", "gausian"),
            ("rate: 1 Gbit/s }", "rate: 1 GB }", "1 GB"), ("rate: 1 Gbit/s }", "rate: 0 bit/s }", "carries nothing"),
            ("  - lora-sf7-samr34\n", "  - lora-sf6\n", "lora-sf6"), ("  seeds: 10\n", "  seeds: 2\n", "seeds"),
            ("gradients: [gaussian.4194304,", "gradients: [gaussian.41943,", "no gradient is called 'gaussian.41943'"),
            ("  batch: 8\n", "  batch: 400\n", "more examples"),
            ("processor: nucleo-l4r5zi", "processor: nucleo-l4", "nucleo-l4"), ("sample: 2", "sample: 0", "sample"),
        ])
    func refusals(old: String, new: String, word: String) throws {
        let message = Self.refusal(replacing: old, with: new)
        #expect(message.contains(word) && message.contains("definition-"), "\(message)")
    }

    @Test("A link's cost is its closed form")
    func links() {
        let network = Link.network(name: "net", title: "net", rate: BitRate(1e9))
        func time(_ isSummable: Bool, workers: Int) -> Double {
            network.cost(bytes: 1000, workers: workers, isSummable: isSummable, every: Seconds(1)).time.value
        }
        // A worker gets the messages of three others, or twice three quarters of one on a ring.
        #expect(abs(time(false, workers: 4) - 3 * 8000 / 1e9) < 1e-15)
        #expect(abs(time(true, workers: 4) - 1.5 * 8000 / 1e9) < 1e-15)
        #expect(time(false, workers: 1) == 0)
    }

    @Test("Break-even bandwidths are those of sizes and times")
    func bandwidth() throws {
        let input = GradientInput(origin: .drawn(.gaussian, count: 1000))
        func entry(_ codec: String, _ pass: CodecPass, bytes: Double, time: Double) -> Report.Case {
            func metric(_ value: Double, _ unit: String) -> Report.Metric {
                .value(
                    .init(
                        unit: unit, better: .lower, provenance: .measured, value: value,
                        interval: .init(0.9 * value, 1.1 * value), confidence: 0.95, count: 10))
            }
            return Report.Case(
                id: "gradient-compression:\(input.name):\(codec):pass=\(pass.rawValue)", group: "g",
                workload: input.name, variant: codec, parameters: [:], work: .init(macs: 0, bytes: 0),
                metrics: ["bytes.wire": metric(bytes, "B"), "time": metric(time, "s")], checks: [])
        }
        let results = CodecPass.allCases.map { pass in
            GroupResult(
                workload: input.name, conditions: CodecPlanner.conditions(pass), compared: .time, baseline: nil,
                cases: [
                    entry("fp32", pass, bytes: 4016, time: 1e-6), entry("fp16", pass, bytes: 2016, time: 1e-6),
                    entry("top-k/0.01", pass, bytes: 96, time: 4e-6),
                    entry("random-k/1", pass, bytes: 4032, time: 1e-6),
                ], rounds: [:], piloted: [:], series: [], warnings: [], seconds: 1)
        }
        let codecs = try ["fp32", "fp16", "top-k/0.01", "random-k/1"].map { try Codec($0) }
        let findings = BandwidthFindings(gradients: [input], codecs: codecs, results: results).all()
        let values = Dictionary(uniqueKeysWithValues: findings.map { ($0.name, $0) })
        #expect(findings.count == 3)
        let half = try #require(values["break-even-bandwidth.gaussian.1000:codec=fp16"])
        #expect(abs(half.value - 2000 / 2e-6) < 1)
        let top = try #require(values["break-even-bandwidth.gaussian.1000:codec=top-k/0.01"])
        #expect(abs(top.value - 3920 / 8e-6) < 1 && top.statement.contains("beside FP16 below 2.56 Gbit/s"))
        let interval = try #require(top.interval)
        #expect(abs(interval.low - 3920 / 8.8e-6) < 1 && abs(interval.high - 3920 / 7.2e-6) < 1)
        #expect(values["break-even-bandwidth.gaussian.1000:codec=random-k/1"]?.value == 0)
    }
}
