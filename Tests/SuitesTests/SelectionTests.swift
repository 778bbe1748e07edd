import Kernels
import Measurement
import Testing

@testable import Suites

@Suite("Choosing cases")
struct SelectionTests {
    private func groups(_ request: SuiteRequest = SuiteRequest()) throws -> [GroupPlan] {
        let suite = try INT8FP32(definition: Repository.int8FP32(), request: request)
        return try Selection.groups(suite.groups(on: HostFacts()), filter: request.filter, variant: request.variant)
    }

    private func ids(_ groups: [GroupPlan]) -> [String] {
        groups.flatMap(\.cases).filter { $0.role == .variant }.map(\.name)
    }

    @Test("Every id is unique and well-formed")
    func unique() throws {
        let names = try groups().flatMap(\.cases).map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.contains("int8-fp32:kws.pw:int8/avx2:cache=warm,stage=kernel"))
    }

    /// Those that run here: each has a roof of bandwidth and one of arithmetic, which several may share.
    private static let precisions = Set(Backends.all.filter { $0.unavailable == nil }.map(\.precision))
    private static let peaks = Set(precisions.compactMap { PeakLoop.best($0)?.name })

    @Test("Layers are planned under every condition, models and what has no weights under all but packing")
    func complete() throws {
        let definition = try INT8FP32Definition(Repository.int8FP32())
        let layers = definition.models.flatMap(\.layers).filter { $0.shape.parameterCount > 0 }.count
        let others = definition.models.flatMap(\.layers).count - layers + definition.models.count
        let all = try groups()
        #expect(all.count == (layers + definition.gemms.count) * 6 + others * 4)
        let roofs = Self.precisions.count + Self.peaks.count
        #expect(all.allSatisfy { $0.cases.count == definition.variants.count + roofs })
    }

    @Test("A quick run measures all five models, under its first conditions alone")
    func quickModels() throws {
        let kept = try groups(SuiteRequest(mode: .quick)).map(\.name)
        for model in ["kws", "vww", "ic", "ad", "sww"] {
            #expect(kept.filter { $0.hasPrefix("\(model):") } == ["\(model):cache=warm,stage=kernel"])
        }
    }

    @Test("A filter keeps what it matches, and the roofs beside it")
    func filter() throws {
        let kept = try groups(SuiteRequest(filter: "*:kws.pw:int8/*:cache=warm,*"))
        #expect(kept.map(\.name) == ["kernel", "packed", "converted"].map { "kws.pw:cache=warm,stage=\($0)" })
        #expect(ids(kept).allSatisfy { $0.contains(":kws.pw:int8/") })
        for group in kept {
            let peaks = group.cases.filter { $0.role == .peak }
            #expect(
                Set(peaks.map(\.id.variant)) == Set(Self.peaks.map { "peak/\($0)" }) && peaks.count == Self.peaks.count)
            for role in [CasePlan.Role.peak, .bandwidth] {
                let roofOf = group.cases.filter { $0.role == role }.flatMap(\.roofOf)
                #expect(roofOf.sorted() == Self.precisions.map(\.rawValue).sorted(), "one of each, \(group.name)")
            }
        }
        let baselines = kept.map { group in group.cases.filter { $0.role == .baseline }.map(\.id.variant) }
        let float = Backends.all.map(\.name).filter { $0.hasPrefix("fp32/") && $0 != "fp32/scalar" }
        #expect(baselines.allSatisfy { Set($0) == Set(float) }, "never a straw man")
        #expect(throws: SuiteError.self) {
            try groups(SuiteRequest(filter: "*:kws.pw:int8/avx2:*", variant: "fp32/*"))
        }
    }

    @Test("The bandwidth roof reads what the layer touches; when cold it reads from more than the last-level cache")
    func roofs() throws {
        let kept = try groups(SuiteRequest(filter: "*:ad.fc1:*:*stage=kernel"))
        for group in kept {
            for roof in group.cases where roof.role == .bandwidth {
                guard case .number(let bytes)? = roof.shape["working-set"] else {
                    Issue.record("\(roof.name) has no working set")
                    continue
                }
                let kernel = try #require(group.cases.first { $0.precision == roof.precision && !$0.role.isRoof })
                if group.conditions["cache"] == "warm" {
                    #expect(bytes <= kernel.work.bytes && bytes > kernel.work.bytes - 512)
                } else {
                    #expect(bytes >= 256 << 10)
                }
                let checks = try roof.prepare().verify()
                #expect(checks.count == 1 && checks.allSatisfy(\.passed))
            }
        }
    }

    @Test("A filter without a match names the nearest ids")
    func noMatch() throws {
        let error = try #require(throws: SuiteError.self) { try groups(SuiteRequest(variant: "int8/avx")) }
        #expect(error.description.contains("--variant 'int8/avx' matches no case; nearest: int8/avx2"))
        #expect(throws: SuiteError.self) { try groups(SuiteRequest(filter: "nothing")) }
    }

    @Test("A shape of one's own is added, in quick mode too")
    func shape() throws {
        let quick = try groups(SuiteRequest(mode: .quick, filter: "*:gemm.3x5x7:*", shapes: ["3x5x7"]))
        #expect(quick.count == 4)
        let known = try groups(SuiteRequest(mode: .quick, shapes: ["64x64x64", "64x64x64"]))
        #expect(known.filter { $0.name.hasPrefix("gemm.64x64x64:") }.count == 4, "measured once, and in quick mode too")
    }

    @Test(
        "A shape that cannot be is refused",
        arguments: ["3x5", "3x5x", "axbxc", "0x5x7", "3x-5x7", "3x5x7x9", "1000000x1000000x64", "1x1x131072", ""])
    func badShape(text: String) {
        #expect(throws: SuiteError.self) { try groups(SuiteRequest(shapes: [text])) }
    }

    @Test("Unknown options and values are refused with those there are")
    func options() throws {
        let key = try #require(throws: SuiteError.self) { try groups(SuiteRequest(options: ["activation": "u8"])) }
        #expect(key == .unknownOption("activation", suite: "int8-fp32", known: ["activations", "processor"]))
        let value = try #require(throws: SuiteError.self) { try groups(SuiteRequest(options: ["activations": "s4"])) }
        #expect(value == .badOptionValue(key: "activations", value: "s4", expected: "s8 or u8"))
    }

    @Test("An unknown suite is refused with the nearest")
    func suite() {
        #expect(throws: SuiteError.unknownSuite("int8", known: ["int8-fp32", "machine"])) { try Suites.named("int8") }
    }
}
