import Report
import Testing

@testable import Suites

@Suite("Native kernels against libraries")
struct LibraryFindingsTests {
    private let conditions = "cache=warm,stage=kernel"

    private func findings(_ groups: [(workload: String, ratios: [String: Double])]) throws -> [Report.Finding] {
        let suite = try INT8FP32(definition: Repository.int8FP32(), request: SuiteRequest())
        let results = groups.map { measuredGroup("\($0.workload):\(conditions)", ratios: $0.ratios, noise: 0.001) }
        return suite.findings(from: results, comparisons: [], on: .synthetic()).filter {
            $0.name.hasPrefix("libraries.")
        }
    }

    @Test("The fastest of ours meets the fastest library, as a geometric mean of shapes alike")
    func geometricMean() throws {
        let all = try findings([
            ("kws.pw", ["fp32/onednn": 2, "fp32/openblas": 3, "fp32/portable": 5]),
            ("kws.conv", ["fp32/onednn": 4, "fp32/openblas": 0.5]),
            ("kws.dw", ["fp32/onednn": 0.9]), ("ad.fc1", ["fp32/xnnpack": 3]), ("gemm.64x64x64", ["fp32/onednn": 1.1]),
        ])
        let means = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.value) })
        #expect(means.count == 4)
        for (kind, mean) in [("products", 1.0), ("depthwise", 0.9), ("single-rows", 3), ("squares", 1.1)] {
            let value = try #require(means["libraries.\(kind):\(conditions),precision=fp32"])
            #expect(abs(value - mean) < 0.003)
        }
        let products = try #require(all.first)
        #expect(products.interval.map { $0.low <= 1 && 1 <= $0.high } == true)
        #expect(
            products.statement.hasPrefix(
                "FP32 products and convolutions: the native kernels are 1.00× as fast as the fastest library, the geometric "
                    + "mean of 2 shapes, 99 % interval [1.00×, 1.00×]; lowest: kws.conv 0.50× (fp32/avx2 against fp32/openblas)"
            ))
    }

    @Test("Kernels for weights of seven bits and those for eight are told apart")
    func weights() throws {
        let all = try findings([
            ("kws.pw", ["int8/avx2": 1, "int8/avx2-7bit": 0.8, "int8/xnnpack": 1.5])
        ])
        #expect(all.map(\.name).count == 2)
        #expect(all.first.map { abs($0.value - 1.5 / 0.8) < 0.01 } == true)
        #expect(all.last?.name == "libraries.products:\(conditions),precision=int8,weights=8-bit")
        #expect(all.last.map { abs($0.value - 1.5) < 0.01 } == true)
    }

    @Test("Without a library there is nothing to say")
    func none() throws {
        #expect(try findings([("kws.pw", ["int8/avx2": 1])]).isEmpty)
    }
}
