import Kernels
import Measurement
import Testing

@testable import Suites

@Suite("Choosing cases")
struct SelectionTests {
    private func select(_ request: SuiteRequest = SuiteRequest(), threads: Int = 1) throws -> Selection {
        func groups(_ mode: SuiteMode) throws -> [GroupPlan] {
            var own = request
            (own.mode, own.threads) = (mode, threads)
            return try INT8FP32(definition: Repository.int8FP32(), request: own).groups(on: HostFacts())
        }
        return try Selection(groups(request.mode), request: request, full: { try groups(.full) })
    }

    private func groups(_ request: SuiteRequest = SuiteRequest()) throws -> [GroupPlan] {
        try select(request).groups
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
    private static let peaks = Set(precisions.compactMap { PeakLoop.best($0)?.name }).union(narrowPeaks)
    /// Of INT8 with weights of fewer bits.
    private static let narrow = Backends.all.filter { $0.unavailable == nil && $0.hasNarrowWeights }
    private static let narrowPeaks = narrow.map { PeakLoop.widest(.int8, weightLimit: $0.weightLimit).name }

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

    @Test("A filter keeps what it matches, candidates for the baseline, and the roofs of both precisions")
    func filter() throws {
        let kept = try groups(SuiteRequest(filters: ["*:kws.pw:int8/*:cache=warm,*"]))
        #expect(kept.map(\.name) == ["kernel", "packed", "converted"].map { "kws.pw:cache=warm,stage=\($0)" })
        #expect(ids(kept).allSatisfy { $0.contains(":kws.pw:int8/") })
        let precisions: Set<Precision> = [.fp32, .int8]
        for group in kept {
            let peaks = group.cases.filter { $0.role == .peak }.map(\.id.variant)
            let expected = Set(precisions.compactMap { PeakLoop.best($0)?.name }).union(Self.narrowPeaks)
            #expect(Set(peaks) == Set(expected.map { "peak/\($0)" }))
            for role in [CasePlan.Role.peak, .bandwidth] {
                let roofOf = group.cases.filter { $0.role == role }.flatMap(\.roofOf)
                let narrow = Self.narrow.isEmpty ? [] : ["int8-narrow"]
                #expect(roofOf.sorted() == ["fp32", "int8"] + narrow, "one of each, \(group.name)")
            }
        }
        let baselines = kept.map { group in group.cases.filter { $0.role == .baseline } }
        let float = Backends.all.filter { $0.precision == .fp32 && $0.unavailable == nil }.map(\.name)
        for candidates in baselines {
            #expect(Set(candidates.map(\.id.variant) + ["fp32/scalar"]) == Set(float), "never a straw man")
            #expect(candidates.allSatisfy { $0.isCandidateOnly }, "measured only where it is the fastest")
        }
        #expect(throws: SuiteError.self) {
            try groups(SuiteRequest(filters: ["*:kws.pw:int8/avx2:*"], variants: ["fp32/*"]))
        }
    }

    @Test("A forced FP32 variant is wanted itself, the others are candidates alone")
    func forcedBaseline() throws {
        let group = try #require(groups(SuiteRequest(variants: ["fp32/portable"])).first)
        #expect(group.wanted.map(\.id.variant) == ["fp32/portable"])
        #expect(group.cases.filter { !$0.role.isRoof && $0.role != .baseline }.isEmpty)
    }

    @Test("Several patterns are a union")
    func union() throws {
        let kept = try groups(
            SuiteRequest(
                filters: ["*:kws.pw:*:cache=warm,stage=kernel", "*:kws.fc:*:cache=cold,stage=kernel"],
                variants: ["int8/portable", "int4/portable"]))
        #expect(kept.map(\.name) == ["kws.pw:cache=warm,stage=kernel", "kws.fc:cache=cold,stage=kernel"])
        #expect(kept.allSatisfy { Set($0.wanted.map(\.id.variant)) == ["int8/portable", "int4/portable"] })
    }

    @Test("Every path of the registry can be forced; the references are there only where they are named")
    func everyPath() throws {
        for backend in Backends.all where backend.unavailable == nil {
            let group = try #require(
                groups(SuiteRequest(mode: .quick, filters: ["*:gemm.*"], variants: [backend.name])).first)
            #expect(group.wanted.map(\.id.variant) == [backend.name])
        }
        let all = try groups(SuiteRequest(variants: ["int8/*"])).flatMap(\.wanted).map(\.id.variant)
        #expect(!all.contains("int8/scalar") && all.contains("int8/portable"))
    }

    @Test("A forced variant that cannot run is an error with its reason; where a part runs, the reasons are told")
    func cannotRun() throws {
        let absent = try #require(Backends.all.first { $0.unavailable != nil && $0.vendor == nil })
        let reason = "\(absent.name): \(absent.unavailable ?? "")"
        #expect(throws: SuiteError.nothingRuns(reasons: [reason])) {
            try groups(SuiteRequest(variants: [absent.name]))
        }
        #expect(throws: SuiteError.nothingRuns(reasons: [reason])) {
            try groups(SuiteRequest(filters: ["*:\(absent.name):*"]))
        }
        let partly = try select(SuiteRequest(variants: [absent.name, "int8/portable"]))
        #expect(partly.unavailable == [reason] && !partly.groups.isEmpty)
        #expect(try select(SuiteRequest(variants: ["int8/portable"])).unavailable.isEmpty)
        #expect(try select().unavailable.isEmpty, "nobody asked for them")
    }

    @Test("Conditions may be left out of a filter, so that it matches with those that an option appends too")
    func conditionsLeftOut() throws {
        for filter in ["*:kws.pw:int8/portable:cache=warm,stage=kernel", "*:kws.pw:int8/portable:*stage=kernel"] {
            let one = try select(SuiteRequest(filters: [filter])).groups
            let two = try select(SuiteRequest(filters: [filter]), threads: 2).groups
            #expect(!one.isEmpty && two.map(\.name) == one.map { "\($0.name),threads=2" })
        }
        #expect(try groups(SuiteRequest(filters: ["*:kws.pw:*:stage=kernel"])).count == 2)
        #expect(try groups(SuiteRequest(filters: ["int8-fp32:kws.pw:int8/portable"])).count == 6)
    }

    @Test("The bandwidth roof reads what the layer touches; when cold it reads from more than the last-level cache")
    func roofs() throws {
        let kept = try groups(SuiteRequest(filters: ["*:ad.fc1:*:*stage=kernel"]))
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

    @Test(
        "A pattern without a match gets names of its own kind as a remedy",
        arguments: [
            (SuiteRequest(variants: ["int8/avx"]), "--variant 'int8/avx' matches no case; nearest: int8/avx2"),
            (SuiteRequest(variants: ["int8/foo"]), "nearest: int8/amx, int8/neon, int8/avx2"),
            (SuiteRequest(variants: ["peak/*"]), "known: fp32/portable, fp32/avx2"),
            (SuiteRequest(variants: ["int8/avx2,fp32/avx2"]), "repeat --variant for several"),
            (SuiteRequest(filters: ["*:kws.wp:*"]), "nearest: kws.dw, kws.pw"),
            (SuiteRequest(filters: ["*:int8/avx5:*"]), "nearest: int8/avx2"),
            (SuiteRequest(filters: ["*:cache=worm*"]), "nearest: cache=warm"),
            (SuiteRequest(filters: ["nothing"]), "--list shows all"),
            (SuiteRequest(filters: ["kws.pw"]), "try '*kws.pw*'"),
            (SuiteRequest(mode: .quick, filters: ["*:ic.add1*"]), "leave --quick out"),
        ])
    func noMatch(request: SuiteRequest, remedy: String) throws {
        let error = try #require(throws: SuiteError.self) { try groups(request) }
        #expect(error.description.contains(remedy), "\(error)")
        #expect(!error.description.contains("int8-fp32,") && !error.description.contains(", int8-fp32"))
    }

    @Test("A shape of one's own is added, in quick mode too")
    func shape() throws {
        let quick = try groups(SuiteRequest(mode: .quick, filters: ["*:gemm.3x5x7:*"], shapes: ["3x5x7"]))
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
        #expect(throws: SuiteError.unknownSuite("int8", known: Suites.all.map { $0.name })) { try Suites.named("int8") }
    }
}
