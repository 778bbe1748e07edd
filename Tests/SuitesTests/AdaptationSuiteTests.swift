import Adaptation
import Measurement
import Quantities
import Report
import Testing

@testable import Suites

@Suite("adaptation")
struct AdaptationSuiteTests {
    private static func suite(_ request: SuiteRequest = SuiteRequest()) throws -> AdaptationSuite {
        try AdaptationSuite(definition: Repository.definition(of: AdaptationSuite.name), request: request)
    }

    @Test("The first scenario meets all drifts, the others the first; networks in training and detectors follow")
    func groups() throws {
        let groups = try Self.suite().groups(on: HostFacts())
        #expect(
            groups.prefix(5).map(\.name) == [
                "activity:drift=sudden", "activity:drift=gradual", "activity:drift=recurring", "ecg:drift=sudden",
                "bearing:drift=sudden",
            ])
        #expect(groups.count == 5 + 3 + 5)
        #expect(groups[0].cases.first?.id.variant == "frozen" && groups[0].cases[0].role == .baseline)
        #expect(groups[5].cases.map(\.id.variant).contains("update-full/recomputing"))
    }

    @Test(
        "What is wrong with the definition is told with its place",
        arguments: [
            ("  - frozen\n", "  - frosen\n", "frosen"), ("  - last/2\n", "  - last/0\n", "last"),
            ("  - full\n", "  - frozen\n", "twice"), ("rotate/90/x", "rotate/90/w", "rotate"),
            ("schedule: sudden/600", "schedule: sudden/6000", "nothing drifts within 1800 events"),
            ("inputs: 16, outputs: 3", "inputs: 16, outputs: 4", "192 numbers and 3 classes"),
            ("inputs: 32, outputs: 16", "inputs: 30, outputs: 16", "let each layer take"),
            ("memory: 256 KiB", "memory: 256 apples", "unit"), ("memory: 256 KiB", "memory: 0 B", "nothing to spare"),
            ("model-every: 1 d", "model-every: 1 s", "more often than events"),
            ("steps: [0.15,", "steps: [1.5,", "no share of errors"), ("seeds: 20", "seeds: 2", "from 5 to 1000"),
            ("  scenarios: [ecg]", "  scenarios: [eeg]", "no scenario is called 'eeg'"),
            ("[full, full/recomputing,", "[full, full/again,", "says nothing that can be updated"),
        ])
    func refusals(old: String, new: String, word: String) {
        let message: String
        do {
            _ = try AdaptationSuite(
                definition: Repository.definition(of: AdaptationSuite.name, replacing: old, with: new),
                request: SuiteRequest())
            message = "accepted"
        } catch {
            message = "\(error)"
        }
        #expect(message.contains(word) && message.contains("definition-"), "\(message)")
    }

    @Test("What a device has to spare is read with its units, and refused without")
    func budgets() throws {
        let budget = try DeviceBudget().replacing(["memory": "64KiB", "energy": "20uJ", "latency": "5ms"])
        let (energy, latency) = (try Joules(parsing: "20 µJ"), try Seconds(parsing: "5 ms"))
        #expect(budget.memory == ByteCount(65_536) && budget.energy == energy && budget.latency == latency)
        #expect(budget.words == "64 KiB of memory and 20 µJ an event and 5 ms an event with its update")
        for (key, value) in [("memory", "64 apples"), ("memory", "-1KiB"), ("energy", "20"), ("latency", "0s")] {
            #expect(throws: SuiteError.self, "\(key)=\(value)") { try DeviceBudget().replacing([key: value]) }
        }
        let request = SuiteRequest(options: ["memory": "lots"])
        do {
            _ = try Self.suite(request)
            Issue.record("lots of memory are no bytes")
        } catch {
            #expect("\(error)" == "--set memory=lots: bytes above 0 such as 256KiB is expected")
        }
    }

    private func entry(_ name: String, accuracy: Double, memory: Double, energy: Double?) throws -> Adapted.Entry {
        func metric(_ value: Double, _ unit: String, _ better: Report.Direction) -> Report.Metric {
            .value(
                .init(
                    unit: unit, better: better, provenance: .measured, value: value,
                    interval: .init(value - 0.01, value + 0.01), confidence: 0.95, count: 10))
        }
        return Adapted.Entry(
            strategy: try AdaptationStrategy(name),
            entry: Report.Case(
                id: "adaptation:w:\(name):drift=d", group: "w", workload: "w", variant: name, parameters: [:],
                work: .init(macs: 0, bytes: 0),
                metrics: [
                    "accuracy.after": metric(accuracy, "1", .higher), "memory.planned": metric(memory, "B", .lower),
                    "time": metric(1e-3, "s", .lower),
                ], checks: []), energy: energy)
    }

    private func adapted(_ entries: [Adapted.Entry]) throws -> Adapted {
        let file = try Repository.definition(of: AdaptationSuite.name)
        return Adapted(workload: try AdaptationDefinition(file).workloads[0], entries: entries)
    }

    @Test("On the front is what no other beats in accuracy, energy and memory at once")
    func front() throws {
        let front = ParetoFront(
            try adapted([
                entry("frozen", accuracy: 0.5, memory: 1000, energy: 1e-6),
                entry("full", accuracy: 0.9, memory: 4000, energy: 4e-6),
                entry("head", accuracy: 0.8, memory: 1500, energy: 2e-6),
                entry("biases", accuracy: 0.7, memory: 3000, energy: 3e-6),
                entry("tiny-ol", accuracy: 0.95, memory: 1, energy: nil),
            ]))
        #expect(front.best.map(\.strategy.name) == ["frozen", "head", "full"])
        #expect(front.others.map(\.strategy.name) == ["biases"])
        #expect(front.series.map(\.label) == ["on the front", "beaten by another"])
    }

    @Test("The best strategy within a budget fits it, and what does not is named with its reason")
    func budget() throws {
        let entries = [
            try entry("frozen", accuracy: 0.5, memory: 1024, energy: 1e-6),
            try entry("full", accuracy: 0.9, memory: 4096, energy: 4e-6),
            try entry("head", accuracy: 0.8, memory: 1536, energy: 2e-6),
            try entry("tiny-ol", accuracy: 0.95, memory: 1, energy: nil),
        ]
        var budget = DeviceBudget()
        budget.energy = Joules(3e-6)
        let found = try #require(BudgetFindings(adapted: [adapted(entries)], budget: budget).all().first)
        #expect(found.value == 0.8 && found.statement.contains("head gets most right"))
        #expect(found.statement.contains("not fitting: full (4 µJ an event), tiny-ol (energy unknown)"))
        budget.memory = ByteCount(512)
        budget.energy = nil
        budget.latency = Seconds(1e-4)
        let none = try #require(BudgetFindings(adapted: [adapted(entries)], budget: budget).all().first)
        #expect(
            none.name.hasPrefix("no-strategy-fits.")
                && none.statement.contains("tiny-ol (1 ms an event with its update)"))
    }
}
