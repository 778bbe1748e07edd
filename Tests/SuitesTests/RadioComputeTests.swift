import EnergyModels
import Foundation
import Measurement
import Quantities
import Report
import Testing

@testable import Suites

@Suite("radio-compute")
struct RadioComputeTests {
    private static func suite(_ request: SuiteRequest = SuiteRequest(mode: .quick)) throws -> RadioCompute {
        try RadioCompute(definition: Repository.definition(of: RadioCompute.name), request: request)
    }

    private static func desk() throws -> EnergyDesk {
        try EnergyDesk { try Repository.definition(of: $0) }
    }

    private static func scenario(_ name: String, replacing old: String = "", with new: String = "") throws
        -> ModelledCases
    {
        let file =
            old.isEmpty
            ? try Repository.definition(of: "scenarios/\(name)")
            : try Repository.definition(of: "scenarios/\(name)", replacing: old, with: new)
        return try desk().cases(file, draws: 500, seed: 1)
    }

    // MARK: The shipped scenarios

    @Test("Every question has an answer or a reason, and all ids are those that are listed")
    func shipped() throws {
        let suite = try Self.suite()
        let modelled = try suite.modelled(from: [])
        #expect(modelled.cases.count >= 300)
        #expect(try modelled.cases.map(\.id) == suite.modelledIDs().map(\.description))
        for each in modelled.cases {
            switch each.metrics["energy"] {
            case .value(let energy):
                #expect(energy.provenance == .modelled && energy.source?.isEmpty == false, "\(each.id)")
            case .unavailable(_, let reason):
                #expect(each.id.contains("device=host") && reason.contains("was not measured"), "\(each.id)")
            case nil: Issue.record("\(each.id) has no energy")
            }
        }
        let questions = modelled.cases.count / 2 - modelled.cases.count { $0.id.contains("device=host") } / 2
        #expect(modelled.comparisons.count == questions)
        #expect(modelled.findings.count { $0.name.hasPrefix("training-by-sending.") } == questions)
        #expect(Set(modelled.findings.map(\.name)).count == modelled.findings.count)
    }

    @Test("The same seed gives the same digits")
    func seeds() throws {
        let file = try Repository.definition(of: "scenarios/wearable")
        let desk = try Self.desk()
        func energies(_ seed: UInt64) throws -> [Double] {
            try desk.cases(file, draws: 300, seed: seed).comparisons.map(\.ratio)
        }
        #expect(try energies(1) == energies(1))
        #expect(try energies(1) != energies(2))
    }

    @Test(
        "Where a step takes 300 mJ over LoRa SF7, the report says that the rule of thumb is wrong; at 15.6 mJ N* is 3")
    func rule() throws {
        let modelled = try Self.scenario("rule-of-thumb")
        let costly = try #require(
            modelled.findings.first { $0.name.contains("lora-sf7-transmission:batches=24,device=costly-step") })
        #expect(costly.statement.contains("send (training is better with a probability of less than 1 %)"))
        #expect(costly.statement.contains("at 236 mJ a KiB the rule of 100 mJ says train, and is wrong here"))
        #expect(costly.statement.contains("at no number of batches training pays"))
        let cheap = try #require(
            modelled.cases.first { $0.id.contains("train/lora-sf7-transmission:batches=24,device=kws-on-l4r5") })
        guard case .value(let batches) = cheap.metrics["break-even"] else {
            Issue.record("there is no N*")
            return
        }
        #expect(batches.value == 3)
        let overview = try #require(modelled.findings.first { $0.name == "train-or-send.rule-of-thumb" })
        #expect(overview.statement.contains("is wrong once, such as for A step of 300 mJ over LoRaWAN SF7"))
    }

    @Test("From 3 to 11 days: 72.7 %, which neither bytes nor allowed connection events explain")
    func lifetime() throws {
        let modelled = try Self.scenario("three-to-eleven-days")
        let share = try #require(modelled.findings.first { $0.name == "radio-share.three-to-eleven-days" })
        #expect(abs(share.value - 8.0 / 11) < 1e-12 && share.statement.contains("72.7 %"))
        let radio = try #require(
            modelled.findings.first { $0.name == "radio-share.three-to-eleven-days.ble-1m-nrf52840" })
        #expect(radio.statement.contains("below the 7.5 ms that the specification allows"))
        // Half a megabit a second, in bytes.
        #expect((5e4...8e4).contains(radio.value))
    }

    @Test("Models miss measurements, and the report says by how much")
    func errors() throws {
        let errors = try Self.suite().modelled(from: []).findings.filter { $0.name.hasPrefix("model-error.") }
        // 0.44455 J by the profile of 40 and 120 bytes against 0.547 measured; the others likewise.
        for (name, expected) in [
            ("lte-m", -0.188), ("nrf9160", 0), ("nb-iot", 0.113), ("esp32", -0.0773), ("ble112-100ms", -0.255),
            ("ble112-1000ms", -0.237),
        ] {
            let error = try #require(errors.first { $0.name == "model-error.\(name)" })
            #expect(abs(error.value - abs(expected)) < 5e-3, "\(name): \(error.value)")
        }
        #expect(errors.count == 6)
    }

    // MARK: What is measured

    @Test("A metered step answers for this machine, and is drawn from its interval")
    func host() throws {
        var group = measuredGroup("kws:pass=training-step", ratios: ["update-last/1": 0.5], rounds: 20)
        let index = try #require(group.cases.firstIndex { $0.variant == "update-last/1" })
        group.cases[index].metrics["energy"] = .value(
            .init(
                unit: "J", better: .lower, provenance: .measured, value: 2e-3, interval: .init(1.8e-3, 2.2e-3),
                confidence: 0.95, count: 6))
        let modelled = try Self.suite().modelled(from: [group])
        let own = modelled.cases.filter { $0.id.contains("wearable.") && $0.id.contains("device=host") }
        #expect(own.count == 32 && own.allSatisfy { if case .value = $0.metrics["energy"] { true } else { false } })
        let train = try #require(own.first { $0.variant == "train/ble-1m-nrf52840" })
        guard case .value(let compute) = train.metrics["energy.compute"] else {
            Issue.record("training has no energy")
            return
        }
        // 1,440 steps of 2 mJ.
        #expect(abs(compute.value - 2.88) < 0.03)
        #expect(compute.interval.low < 2.65 && compute.interval.high > 3.1)
    }

    @Test("A filter leaves modelled cases, and measures nothing for them")
    func filter() throws {
        let request = SuiteRequest(mode: .quick, filters: ["*:ring.*:*/ble-1m-nrf52840:*"])
        let suite = try Self.suite(request)
        let selected = try Selection(of: suite, Repository.definition(of: RadioCompute.name), request)
        #expect(selected.groups.isEmpty && selected.modelled.count == 12)
        let modelled = try suite.modelled(from: [])
        #expect(modelled.cases.map(\.id) == selected.modelled.map(\.description))
        #expect(throws: SuiteError.self) {
            try Selection(
                of: suite, Repository.definition(of: RadioCompute.name), SuiteRequest(filters: ["*:rung.*"]))
        }
    }

    // MARK: Single questions

    @Test("A question tells verdict, costs, N*, the rule and what decides on one screen")
    func question() throws {
        var question = EnergyQuestion(
            device: "nucleo-l4r5zi", radio: "lora-sf7-samr34", payload: ByteCount(1024), every: Seconds(3600),
            everyText: "1 h")
        (question.step, question.update, question.batches) = (.model("kws", scope: "full"), ByteCount(2048), 24)
        question.battery = "iot-1000"
        let lines = try Self.desk().lines(question, draws: 1000, seed: 1)
        #expect(lines.count <= 24 && lines[0].hasPrefix("STM32L4R5ZI") && lines[3].hasPrefix("Train"))
        for word in ["sending", "N* = 3", "rule of 100 mJ says train", "decides", "sources", "battery lasts"] {
            #expect(lines.contains { $0.contains(word) }, "\(word)")
        }
    }

    @Test("What a question lacks or misspells is told")
    func badQuestions() throws {
        let desk = try Self.desk()
        func refusal(_ change: (inout EnergyQuestion) -> Void) -> String {
            var question = EnergyQuestion(
                device: "nucleo-l4r5zi", radio: "lora-sf7-samr34", payload: ByteCount(1024), every: Seconds(3600),
                everyText: "1 h")
            question.step = .macs(1000)
            change(&question)
            do {
                _ = try desk.lines(question, draws: 200, seed: 1)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(refusal { $0.step = .unknown }.contains("give --learns MODEL (kws, "))
        #expect(refusal { $0.device = "nucleo" }.hasPrefix("no processor is called 'nucleo'"))
        #expect(refusal { $0.radio = "lora" }.hasPrefix("no radio is called 'lora'"))
        #expect(refusal { $0.battery = "aaa" }.hasPrefix("no battery is called 'aaa'"))
        #expect(refusal { $0.step = .model("kwz", scope: "full") }.hasPrefix("no model is called 'kwz'"))
        #expect(refusal { $0.step = .model("kws", scope: "most") }.contains("full, biases"))
        // A neural decision processor computes no FP32.
        #expect(refusal { $0.device = "syntiant" }.contains("nothing is published of FP32"))
    }

    // MARK: Definitions

    @Test(
        "What is wrong in a scenario is named by line and field",
        arguments: [
            ("battery: watch", "battery: wotch", "battery", "no battery is called 'wotch'"),
            ("devices: [nucleo-l4r5zi,", "devices: [nucleo-l4r5,", "devices[0]", "no processor is called"),
            ("  - ble-2m-nrf52840", "  - ble-1m-nrf52840", "radios[1]", "is given twice"),
            ("raw: 32000 B", "raw: 0 B", "payloads[0].raw", "out of range"),
            ("raw: 32000 B", "raw: 32000 mJ", "payloads[0].raw", "no unit of a number of bytes"),
            ("raw: 32000 B", "raw: 99 EB", "payloads[0].raw", "no unit"),
            ("every: 1 min", "every: 1 B", "cadences[0].every", "no unit of time"),
            ("every: 1 min", "every: 0 s", "cadences[0].every", "out of range"),
            ("batches: 1440", "batches: 0", "cadences[0].batches", "out of range"),
            ("model: kws", "model: kwz", "learning.model", "no model is called 'kwz'"),
            ("scope: last/1", "scope: first/1", "learning.scope", "says nothing that can be updated"),
            ("base: { value: 4 mW", "base: { value: 4 mA", "surroundings.base.value", "no unit of power"),
            ("  base:", "  bass:", "surroundings.bass", "there is no such number"),
            (
                "radio-while-training: reachable", "radio-while-training: asleep", "radio-while-training",
                "not known here"
            ),
        ])
    func wrong(old: String, new: String, field: String, cause: String) throws {
        let error = try #require(throws: DefinitionError.self) {
            try Self.scenario("wearable", replacing: old, with: new)
        }
        #expect(error.field == field)
        #expect(error.cause.contains(cause), "\(error.cause)")
        #expect(error.line != nil && !error.remedy.isEmpty)
    }

    @Test("A payload may come from another suite's report")
    func wire() throws {
        let folder = NSTemporaryDirectory() + "wire-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let modelled = try Self.scenario("rule-of-thumb")
        var report = Report(
            tool: .init(
                name: "bench", version: "1", commit: "unknown", dirty: false, swift: "6", configuration: "release",
                traits: [], dependencies: [:]),
            host: .synthetic(),
            suite: .init(name: RadioCompute.name, definition: "a test", digest: String(repeating: "0", count: 64)),
            run: .init(
                id: "1", started: "2026-11-22T00:00:00Z", seconds: 0, seed: 1, mode: .full, launches: 1, warnings: []),
            cases: [modelled.cases[0]], comparisons: [], findings: [], series: [])
        report.cases[0].metrics = [
            "bytes.wire": .value(
                .init(
                    unit: "B", better: .lower, provenance: .measured, value: 1234, interval: .init(1234, 1234),
                    confidence: 1, count: 1))
        ]
        try report.write(to: "\(folder)/codec.json")
        let text = try Repository.definition(of: "scenarios/rule-of-thumb").text
        func cases(_ payload: String) throws -> ModelledCases {
            try text.replacing("{ name: kib, raw: 1 KiB }", with: payload)
                .write(toFile: "\(folder)/mine.yaml", atomically: true, encoding: .utf8)
            return try Self.desk().cases(DefinitionFile(path: "\(folder)/mine.yaml"), draws: 200, seed: 1)
        }
        let found = try cases("{ name: kib, report: codec.json, case: '*' }")
        #expect(found.cases.allSatisfy { $0.parameters["raw"] == .number(1234) })
        for (payload, cause) in [
            ("{ name: kib, report: none.json, case: '*' }", "none.json"),
            ("{ name: kib, report: codec.json, case: 'x*' }", "0 cases of codec.json match 'x*'"),
        ] {
            let error = try #require(throws: DefinitionError.self) { try cases(payload) }
            #expect(error.cause.contains(cause), "\(error.cause)")
        }
    }

    @Test("A step's energy may come from an imported trace: the mean of its windows with Student's interval")
    func imported() throws {
        let folder = NSTemporaryDirectory() + "imported-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func step(_ text: String) throws -> ImportedStep {
            try text.write(toFile: "\(folder)/step.json", atomically: true, encoding: .utf8)
            return try ImportedStep("\(folder)/step.json")
        }
        let windows = [1.0, 2, 3].map { #"{"scaledEnergyPerCall": \#($0), "name": "w"}"# }.joined(separator: ",")
        let number = try step(#"{"windows": [\#(windows)], "format": "ppk2"}"#).number
        #expect(number.value == 2 && number.verification == .read)
        // 2 ± t(0.975; 2) / √3 = 2 ± 2.4841.
        #expect(abs(number.high - 4.4841) < 1e-4 && number.low == 0)
        #expect(try step(#"{"energyPerCall": 0.5, "calls": 3}"#).number.value == 0.5)
        for text in ["{}", "[]", #"{"windows": []}"#, #"{"energyPerCall": -1}"#] {
            #expect(throws: ImportedStepError.self) { try step(text) }
        }
        let scenario = try Repository.definition(of: "scenarios/rule-of-thumb").text
        try #"{"energyPerCall": 0.5}"#.write(toFile: "\(folder)/step.json", atomically: true, encoding: .utf8)
        let node =
            "step: { value: 300 mJ, low: 280 mJ, high: 320 mJ, kind: assumed, source: scenario, "
            + "conditions: \"a larger network, or a slower device\" }"
        try scenario.replacing(node, with: "imported: step.json")
            .write(toFile: "\(folder)/mine.yaml", atomically: true, encoding: .utf8)
        let modelled = try Self.desk().cases(DefinitionFile(path: "\(folder)/mine.yaml"), draws: 2000, seed: 1)
        let train = try #require(
            modelled.cases.first { $0.id.contains("train/ble-1m-nrf52840:batches=24,device=costly-step") })
        guard case .value(let compute) = train.metrics["energy.compute"] else {
            Issue.record("training has no energy")
            return
        }
        #expect(abs(compute.value / 12 - 1) < 0.01)
    }
}
