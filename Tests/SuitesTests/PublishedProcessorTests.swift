import Foundation
import Kernels
import Report
import Testing

@testable import Suites

@Suite("Processors whose energy was published")
struct PublishedProcessorTests {
    private static func shipped() throws -> [PublishedProcessor] {
        try PublishedProcessor.published(in: Repository.definition(of: "profiles/processors"))
    }

    @Test("Published inferences are of models that the program has")
    func shippedFigures() throws {
        let models = try INT8FP32Definition(Repository.int8FP32()).models
        let profiles = try Self.shipped()
        #expect(profiles.count >= 7)
        for profile in profiles {
            for (name, inference) in profile.inferences {
                let model = try #require(models.first { $0.name == name })
                #expect(inference.macs == model.macs, "\(name)")
            }
        }
    }

    /// The notes of published figures, where they lie beside the project.
    private static let notes: String? = {
        var folder = URL(fileURLWithPath: Repository.root)
        while folder.pathComponents.count > 1 {
            folder.deleteLastPathComponent()
            if let text = try? String(
                contentsOf: folder.appending(path: "shared/facts/energy.md"), encoding: .utf8)
            {
                return text.replacing("\n", with: " ")
            }
        }
        return nil
    }()

    @Test(
        "The figures are those that were read in the sources", .enabled(if: notes != nil),
        arguments: [
            ("nucleo-l4r5zi", "L4R5ZI M4 120 MHz"), ("nucleo-u575zi", "U575 M33"), ("nucleo-h7a3zi", "H7A3 M7"),
            ("xg24", "xG24 M33\\+MVP"), ("gap9", "GAP9"), ("syntiant", "Syntiant"),
            ("nucleo-l4r5zi-tflm", "L4R5 TFLM reference v0.5"),
        ])
    func figuresOfTheSources(name: String, words: String) throws {
        let notes = try #require(Self.notes)
        let profile = try #require(try Self.shipped().first { $0.profile.name == name })
        let pattern = try Regex("\(words) ([0-9./]+)(, ([0-9.]+)–([0-9.]+))?", as: AnyRegexOutput.self)
        let match = try #require(notes.firstMatch(of: pattern))
        let energies = try #require(match[1].substring).split(separator: "/").compactMap { Double($0) }
        #expect(energies.count >= 3)
        for (model, microjoules) in zip(["kws", "vww", "ic", "ad"], energies) {
            #expect(
                profile.inferences[model].map { abs($0.energy.value / (microjoules * 1e-6) - 1) < 1e-12 } == true,
                "\(model)")
        }
        #expect(profile.inferences.count == energies.count)
        let number = try #require(profile.number(.int8))
        if let low = match[3].substring.flatMap({ Double($0) }), let high = match[4].substring.flatMap({ Double($0) }) {
            // Rounded in the notes, to two digits where they are small.
            #expect(abs(number.low * 1e12 / low - 1) < 0.015)
            #expect(abs(number.high * 1e12 / high - 1) < 0.015)
        }
    }

    @Test("Arithmetic alone costs what its products and sums do")
    func arithmetic() throws {
        let profile = try #require(try Self.shipped().first { $0.profile.name == "cmos-45nm" })
        // ISSCC 2014: 8-bit product 0.2 pJ, sums of 8 and 32 bits 0.03 and 0.1; FP32 3.7 and 0.9.
        let (int8, fp32) = try (#require(profile.number(.int8)), #require(profile.number(.fp32)))
        #expect(abs(int8.low - 0.23e-12) < 1e-18 && abs(int8.high - 0.3e-12) < 1e-18)
        #expect(abs(fp32.value - (3.7 + 0.9) * 1e-12) < 1e-18)
        #expect(PublishedProcessor.citation(int8).hasSuffix("quoted by others"))
    }

    @Test("Inferences beyond the range that is drawn from them are refused")
    func beyond() throws {
        let file = try Repository.definition(
            of: "profiles/processors", replacing: "kws: 1820 µJ, vww: 3895", with: "kws: 18200 µJ, vww: 3895")
        let error = try #require(throws: DefinitionError.self) { try PublishedProcessor.published(in: file) }
        #expect(error.field == "processors[0].inferences.kws")
        #expect(error.cause == "kws's 2656768 MACs cost 6.85 nJ each, beyond int8")
    }

    // MARK: Findings

    private func findings(_ options: [String: String], measured: [String]) throws -> [Report.Finding] {
        let suite = try INT8FP32(definition: Repository.int8FP32(), request: SuiteRequest(options: options))
        let results = measured.map {
            measuredGroup("\($0):cache=warm,stage=kernel", ratios: ["int8/avx2": 0.5], rounds: 20)
        }
        return suite.findings(from: results, comparisons: [], on: .synthetic()).filter { $0.name.hasPrefix("energy.") }
    }

    @Test("A measured model has an energy on the processor asked for, with interval and source; layers have none")
    func energy() throws {
        let all = try findings(["processor": "nucleo-l4r5zi"], measured: ["kws", "kws.pw", "vww.pw3"])
        #expect(all.map(\.name) == ["energy.kws:precision=int8,processor=nucleo-l4r5zi"])
        let finding = try #require(all.first)
        #expect(finding.unit == "J" && finding.provenance == .modelled)
        #expect(finding.source?.hasPrefix("MLPerf Tiny results: NUCLEO-L4R5ZI") == true)
        // 2,656,768 MACs by 520 and 769 pJ.
        let interval = try #require(finding.interval)
        #expect(abs(interval.low - 1.38151936e-3) < 1e-12)
        #expect(abs(interval.high - 2.043054592e-3) < 1e-12)
        #expect(interval.low < finding.value && finding.value < interval.high)
        #expect(
            finding.statement
                == "keyword spotting (DS-CNN): an inference in INT8 takes 1.38–2.04 mJ on STM32L4R5ZI (Cortex-M4, 120 MHz), "
                + "modelled as 2656768 MACs at 520–769 pJ each; published: 1.82 mJ")
    }

    @Test("All processors by default, FP32 where it is published, and none where none is wanted")
    func processors() throws {
        let all = try findings([:], measured: ["ad"])
        let profiles = try Self.shipped()
        #expect(all.count == profiles.reduce(0) { $0 + ($1.number(.fp32) == nil ? 1 : 2) })
        #expect(all.filter { $0.name.contains("precision=fp32") }.count == 1)
        #expect(try findings(["processor": "none"], measured: ["ad"]).isEmpty)
    }

    @Test("A definition of one's own needs no profiles beside it, unless they are asked for")
    func alone() throws {
        let folder = NSTemporaryDirectory() + "alone-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/mine.yaml"
        try Repository.int8FP32().text.write(toFile: path, atomically: true, encoding: .utf8)
        let asking = SuiteRequest(options: ["processor": "all"])

        _ = try INT8FP32(definition: DefinitionFile(path: path), request: SuiteRequest())
        let error = try #require(throws: SuiteError.self) {
            try INT8FP32(definition: DefinitionFile(path: path), request: asking)
        }
        guard case .noDefinition("profiles/processors", _) = error else {
            Issue.record("\(error)")
            return
        }
        _ = try INT8FP32(
            definition: DefinitionFile(path: path, folders: [Repository.root + "/suites"]), request: asking)
    }

    @Test("A processor that nothing is known of is refused with those that are")
    func unknown() throws {
        let error = try #require(throws: SuiteError.self) {
            try findings(["processor": "nucleo"], measured: [])
        }
        guard case .badOptionValue("processor", "nucleo", let expected) = error else {
            Issue.record("\(error)")
            return
        }
        for profile in try Self.shipped() { #expect(expected.contains(profile.profile.name)) }
    }
}
