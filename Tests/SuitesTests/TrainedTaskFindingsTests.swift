import Compression
import EnergyModels
import Measurement
import Quantities
import Report
import Testing

@testable import Suites

/// What is found of codecs that workers have trained with, from made-up results.
@Suite("Findings of parallel training")
struct TrainedTaskFindingsTests {
    private static let definition = Result {
        try GradientCompressionDefinition(Repository.definition(of: GradientCompression.name))
    }

    /// A codec that sends so many bytes, takes so long, and keeps so much of FP32's accuracy.
    private struct Made {
        var codec: String
        var bytes: Double
        var time = 0.001
        var ratio: ClosedRange<Double> = 0.995...1.005
    }

    private static let made = [
        Made(codec: "fp32", bytes: 231_720), Made(codec: "fp16", bytes: 115_868),
        Made(codec: "sign", bytes: 7257, ratio: 0.4...0.5), Made(codec: "bf16", bytes: 115_868, time: 0.002),
        Made(codec: "top-k/0.01/feedback", bytes: 2931),
        Made(codec: "top-k/0.01/feedback/by-layer", bytes: 3517, ratio: 0.97...1.02),
    ]

    private static func trained(_ made: [Made] = made) throws -> [TrainedTask] {
        let task = try #require(try definition.get().training.tasks.first)
        func metric(_ value: Double, _ unit: String, _ interval: ClosedRange<Double>? = nil) -> Report.Metric {
            let ends = interval ?? value...value
            return .value(
                .init(
                    unit: unit, better: .lower, provenance: .measured, value: value,
                    interval: .init(ends.lowerBound, ends.upperBound), confidence: 0.95, count: 10))
        }
        let cases = made.map { made in
            Report.Case(
                id: "gradient-compression:\(task.name):\(made.codec):pass=training", group: "g", workload: task.name,
                variant: made.codec, parameters: [:], work: .init(macs: 0, bytes: 0),
                metrics: [
                    "bytes.wire": metric(made.bytes, "B"), "time": metric(made.time, "s"), "accuracy": metric(0.6, "1"),
                    "accuracy.ratio": metric(
                        (made.ratio.lowerBound + made.ratio.upperBound) / 2, "1", made.ratio),
                ], checks: [])
        }
        let result = GroupResult(
            workload: task.name, conditions: task.conditions, compared: .time, baseline: nil, cases: cases, rounds: [:],
            piloted: [:], series: [], warnings: [], seconds: 1)
        return TrainedTask.all([task], try made.map { try Codec($0.codec) }, [result])
    }

    private static func links(_ trained: [TrainedTask]) throws -> LinkFindings {
        LinkFindings(trained: trained, links: try definition.get().links, seed: 1)
    }

    private func finding(_ name: String, in findings: [Report.Finding]) throws -> Report.Finding {
        try #require(findings.first { $0.name == name }, "\(name)")
    }

    @Test("The shortest message of those that are shown to be as accurate, beside those that may be")
    func leastBytes() throws {
        let least = try finding("least-bytes.activity", in: try Self.links(try Self.trained()).payoffs)
        #expect(least.value == 2931 && least.statement.contains("top-k/0.01/feedback sends the least"))
        // Without it the shortest one may be as accurate, but that is not shown.
        let others = try Self.trained(Self.made.filter { $0.codec != "top-k/0.01/feedback" })
        let unsure = try finding("least-bytes.activity", in: try Self.links(others).payoffs)
        #expect(unsure.value == 115_868 && unsure.statement.contains("top-k/0.01/feedback/by-layer: 3517"))
    }

    @Test("What loses accuracy, and what is neither shorter nor faster than FP16, never pays")
    func neverPays() throws {
        let found = try finding("never-pays.activity", in: try Self.links(try Self.trained()).payoffs)
        #expect(found.value == 2)
        #expect(found.statement.contains("faster over any of 8 links: bf16;"))
        #expect(found.statement.hasSuffix("shown to lose accuracy: sign"))
    }

    @Test("At a glance: accuracy, message, time and energy of each codec over the first link")
    func glances() throws {
        let links = try Self.links(try Self.trained())
        let first = try #require(links.links.first)
        let findings = links.glances
        #expect(findings.count == 4 * Self.made.count)
        let lost = try finding("codecs.activity.accuracy-by-fp32:codec=sign", in: findings)
        #expect(abs(lost.value - 0.45) < 1e-12 && lost.statement.hasSuffix("shown to lose"))
        let kept = try finding("codecs.activity.accuracy-by-fp32:codec=fp16", in: findings)
        #expect(kept.statement.contains("shown to keep"))
        let open = try finding("codecs.activity.accuracy-by-fp32:codec=top-k/0.01/feedback/by-layer", in: findings)
        #expect(open.statement.hasSuffix("neither is shown"))
        let time = try finding("codecs.activity.time-\(first.name):codec=sign", in: findings)
        #expect(time.value == (try finding("step-time.activity.\(first.name):codec=sign", in: links.steps)).value)
        #expect(try finding("codecs.activity.message:codec=sign", in: findings).value == 7257)
    }

    @Test("A codec by layer is told beside itself over the whole model") func byLayer() throws {
        let found = try finding(
            "by-layer.activity:codec=top-k/0.01/feedback", in: try Self.links(try Self.trained()).payoffs)
        #expect(abs(found.value - 3517 / 2931) < 1e-12)
    }

    @Test("More workers get more by all-gather, and no more than twice a message by a ring")
    func scaling() throws {
        let findings = ScalingFindings(trained: try Self.trained()).all()
        #expect(findings.count == Self.made.count)
        // Four workers: 2·3/4 of a message that can be summed, three of one that cannot.
        let half = try finding("scaling.activity.workers-4:codec=fp16", in: findings)
        #expect(half.value == 1.5 * 115_868 && half.statement.contains("all-reduce"))
        let top = try finding("scaling.activity.workers-4:codec=top-k/0.01/feedback", in: findings)
        #expect(top.value == 3 * 2931 && top.statement.contains("cannot be summed"))
    }

    @Test("The number of batches from which training pays is where the costs cross")
    func sendOrTrain() throws {
        let definition = try Self.definition.get()
        let trained = try Self.trained()
        let findings = SendOrTrainFindings(
            trained: trained, links: definition.links, device: definition.device, seed: 1
        ).all()
        let task = try #require(trained.first?.task)
        var turned = 0
        for link in definition.links {
            guard case .radio(let radio) = link else { continue }
            let found = try finding("send-or-train.activity.\(radio.name)", in: findings)
            // 384 numbers of 2 bytes an example. Layers of 384, 128, 64 and 6: 57,728 weights, 8,576 of them behind the first.
            // All four messages come back, which are shorter than the mean.
            func advantage(_ batches: Int) throws -> Double {
                let question = try #require(
                    Question(
                        exchange: Exchange(
                            raw: ByteCount(task.batch * 384 * 2), update: ByteCount(2931), model: ByteCount(4 * 2931),
                            every: definition.device.every, batches: batches), radio: radio,
                        compute: .modelled(
                            macs: task.batch * (2 * 57_728 + 8_576), .fp32, definition.device.processor,
                            overhead: Scenario.Learning.usualOverhead)))
                return (question.nominal.send.total - question.nominal.train.total).value
            }
            let words = found.statement
            guard let said = words.firstMatch(of: /training costs less with top-k\/0\.01\/feedback from (\d+) batch/)
            else {
                #expect(words.hasSuffix("training never costs less"), "\(words)")
                #expect(try advantage(1) <= 0 && advantage(100) <= 0 && advantage(10_000) <= 0, "\(radio.name)")
                continue
            }
            let number = try #require(Int(said.output.1))
            turned += 1
            #expect(try advantage(number) > 0, "\(radio.name), \(number)")
            if number > 1 { #expect(try advantage(number - 1) <= 0, "\(radio.name), \(number)") }
        }
        #expect(turned > 2)
    }
}
