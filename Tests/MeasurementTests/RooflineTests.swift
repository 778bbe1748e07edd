import Report
import Testing

@testable import Measurement

@Suite("Roofline")
struct RooflineTests {
    /// 1 Gop/s: 1,000 operations in 1 µs.
    private let peak = Figures(
        work: .init(macs: 500, bytes: 0), seconds: [Double](repeating: 1e-6, count: 20), confidence: 0.95)
    /// 1 GB/s: 1,000 bytes in 1 µs.
    private let bandwidth = Figures(
        work: .init(macs: 0, bytes: 1000), seconds: [Double](repeating: 1e-6, count: 20), confidence: 0.95)

    private func metrics(
        macs: Int, bytes: Int, seconds: Double = 4e-6, peak: Figures?, bandwidth: Figures?
    ) -> [String: Report.Metric] {
        Roofline(peak: peak, bandwidth: bandwidth, precision: "fp32").metrics(
            of: Figures(
                work: .init(macs: macs, bytes: bytes), seconds: [Double](repeating: seconds, count: 20),
                confidence: 0.95))
    }

    private func expect(
        _ metrics: [String: Report.Metric], _ expected: [String: Double],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for (name, value) in expected {
            guard case .value(let metric)? = metrics[name] else {
                Issue.record("\(name) has no value", sourceLocation: sourceLocation)
                continue
            }
            #expect(abs(metric.value - value) < 1e-9, "\(name)", sourceLocation: sourceLocation)
            let definition = Report.definition(of: name)
            #expect(definition?.unit == metric.unit && definition?.better == metric.better, "\(name)")
        }
    }

    @Test("Where arithmetic takes longer, it binds")
    func arithmetic() {
        // 2,000 operations take 2 µs at least, 500 bytes 0.5 µs; the case takes 4 µs.
        expect(
            metrics(macs: 1000, bytes: 500, peak: peak, bandwidth: bandwidth),
            [
                "intensity": 4, "peak-share": 0.5, "bandwidth-share": 0.125, "roofline-share": 0.5,
                "memory-boundness": 0.25,
            ])
    }

    @Test("Where memory takes longer, it binds")
    func memory() {
        // 200 operations take 0.2 µs at least, 3,000 bytes 3 µs.
        expect(
            metrics(macs: 100, bytes: 3000, peak: peak, bandwidth: bandwidth),
            [
                "intensity": 200.0 / 3000, "peak-share": 0.05, "bandwidth-share": 0.75, "roofline-share": 0.75,
                "memory-boundness": 15,
            ])
    }

    @Test("Shares are of the roofs in the same round, however the machine's speed moves")
    func sameRounds() {
        let mood = (0..<40).map { $0 < 20 ? 1.0 : 2.0 }
        func slowed(_ figures: Figures, by factor: Double = 1) -> Figures {
            Figures(work: figures.work, seconds: mood.map { 1e-6 * factor * $0 }, confidence: 0.95)
        }
        let all = Roofline(peak: slowed(peak), bandwidth: slowed(bandwidth), precision: "fp32").metrics(
            of: Figures(work: .init(macs: 500, bytes: 500), seconds: mood.map { 2e-6 * $0 }, confidence: 0.95))
        expect(all, ["peak-share": 0.5, "bandwidth-share": 0.25, "roofline-share": 0.5, "memory-boundness": 0.5])
        guard case .value(let share)? = all["roofline-share"] else {
            Issue.record("nothing to look at")
            return
        }
        #expect(share.interval.high - share.interval.low < 1e-9)
    }

    @Test("A peak that several precisions have is the roof of each, measured once")
    func shared() throws {
        func plan(_ variant: String, _ role: CasePlan.Role, _ precision: String, roofOf: [String]? = nil) throws
            -> CasePlan
        {
            CasePlan(
                id: try #require(CaseID(suite: "x", workload: "y", variant: variant, conditions: [:])), role: role,
                precision: precision, shape: [:], work: .init(macs: 1, bytes: 1), roofOf: roofOf
            ) { PreparedCase(call: {}) }
        }
        let peaks = try plan("peak/fp32/avx2", .peak, "fp32", roofOf: ["fp32", "bf16"])
        let cases = try [
            plan("fp32/avx2", .baseline, "fp32"), plan("bf16/avx2", .variant, "bf16"),
            plan("int8/avx2", .variant, "int8"), peaks,
        ]
        let rooflines = Roofline.all(planned: cases, measured: [(peaks, peak)])
        #expect(rooflines.filter { $0.value.peak != nil }.keys.sorted() == ["bf16", "fp32"])
    }

    @Test("A roof that is missing leaves its shares without a value, with the reason")
    func missing() {
        let without = metrics(macs: 1000, bytes: 500, peak: nil, bandwidth: bandwidth)
        expect(without, ["intensity": 4, "bandwidth-share": 0.125])
        for name in ["peak-share", "roofline-share", "memory-boundness"] {
            #expect(
                without[name] == .unavailable(unit: "1", reason: "no peak loop of fp32 runs on this machine"), "\(name)"
            )
        }
        let still = metrics(macs: 0, bytes: 500, peak: peak, bandwidth: bandwidth)
        expect(still, ["intensity": 0, "bandwidth-share": 0.125, "roofline-share": 0.125])
        for name in ["peak-share", "memory-boundness"] {
            #expect(
                still[name]
                    == .unavailable(unit: "1", reason: "the case has no multiply-accumulates: memory binds"), "\(name)")
        }
        let neither = metrics(macs: 0, bytes: 500, peak: peak, bandwidth: nil)
        #expect(
            neither["roofline-share"]
                == .unavailable(unit: "1", reason: "no bandwidth loop of fp32 ran in these rounds"))
        expect(metrics(macs: 0, bytes: 500, peak: nil, bandwidth: bandwidth), ["roofline-share": 0.125])
        let nothing = metrics(macs: 5, bytes: 0, peak: peak, bandwidth: bandwidth)
        #expect(nothing["intensity"] == .unavailable(unit: "op/B", reason: "the case moves no bytes"))
    }
}
