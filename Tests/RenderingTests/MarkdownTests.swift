import Foundation
import Report
import Testing

@testable import Rendering

@Suite struct MarkdownTests {
    /// Lines of one table hold the same number of cells, and folds open and close.
    private func expectWellFormed(_ page: String) {
        var cells: Int?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                cells = nil
                continue
            }
            let count = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
            #expect(count == cells ?? count, "\(line)")
            cells = count
        }
        #expect(page.count(of: "<details>") == page.count(of: "</details>"))
        #expect(page.count(of: "<details>\n<summary>") == page.count(of: "</summary>\n\n"))
        #expect(!page.contains("\n\n\n"))
    }

    @Test func thePageIsWellFormed() throws {
        expectWellFormed(MarkdownRenderer().render(try GoldenTests.example()))
    }

    @Test func failedChecksComeBeforeEverythingElse() throws {
        let page = MarkdownRenderer().render(try GoldenTests.example())
        let caution = try #require(page.range(of: "> [!CAUTION]"))
        let findings = try #require(page.range(of: "## Findings"))
        #expect(caution.lowerBound < findings.lowerBound)
        var report = try GoldenTests.example()
        for index in report.cases.indices { report.cases[index].checks = [] }
        #expect(!MarkdownRenderer().render(report).contains("CAUTION"))
        #expect(TextRenderer().render(try GoldenTests.example()).hasPrefix("FAILED "))
    }

    @Test func peaksAreInNoSpeedTable() throws {
        let page = MarkdownRenderer().render(try GoldenTests.example())
        let lines = page.split(separator: "\n").filter { $0.contains("`peak/") }
        #expect(lines.count == 2, "a row for each precision in the table of peaks, and no column elsewhere")
        #expect(lines.allSatisfy { $0.hasPrefix("| `peak/") })
    }

    @Test(arguments: [(0.2, 0.9, "arithmetic"), (1.5, 3, "memory"), (0.9, 1.2, "either")])
    func theRooflineNamesTheLimitThatBinds(low: Double, high: Double, limit: String) throws {
        var report = try GoldenTests.example()
        let index = try #require(report.cases.firstIndex { !$0.isRoof && $0.hasFigures })
        for (name, better, interval) in [
            ("roofline-share", Report.Direction.higher, Report.Interval(0.4, 0.6)),
            ("memory-boundness", .lower, .init(low, high)),
        ] {
            report.cases[index].metrics[name] = .value(
                .init(
                    unit: "1", better: better, provenance: .derived, value: (interval.low + interval.high) / 2,
                    interval: interval, confidence: 0.95, count: 20))
        }
        let page = MarkdownRenderer().render(report)
        #expect(page.contains("### Share of the roofline, and the limit that binds"))
        #expect(page.contains(" 50 % [40, 60] \(limit) |"))
    }

    @Test func memoryBindsWhereThereIsNoArithmetic() throws {
        var report = try GoldenTests.example()
        let index = try #require(report.cases.firstIndex { !$0.isRoof && $0.hasFigures })
        report.cases[index].work.macs = 0
        report.cases[index].metrics["memory-boundness"] = .unavailable(unit: "1", reason: "no arithmetic")
        report.cases[index].metrics["roofline-share"] = .value(
            .init(
                unit: "1", better: .higher, provenance: .derived, value: 0.5, interval: .init(0.4, 0.6),
                confidence: 0.95, count: 20))
        #expect(MarkdownRenderer().render(report).contains(" 50 % [40, 60] memory |"))
    }

    @Test func roofsOfMemoryAreInTheTableOfRoofsAlone() throws {
        var report = try GoldenTests.example()
        var roof = try #require(report.cases.first { $0.isPeak })
        roof.variant = "bandwidth/fp32/avx2"
        roof.id = roof.id.replacing(/peak\/[a-z0-9]+\/avx2/, with: "bandwidth/fp32/avx2")
        roof.metrics["bandwidth"] = .value(
            .init(
                unit: "B/s", better: .higher, provenance: .derived, value: 2e11, interval: .init(1.9e11, 2.1e11),
                confidence: 0.95, count: 20))
        report.cases.append(roof)
        let lines = MarkdownRenderer().render(report).split(separator: "\n").filter { $0.contains("`bandwidth/") }
        #expect(lines == ["| `bandwidth/fp32/avx2` | 200 GB/s | 200 GB/s | 200 GB/s | 1 |"])
    }

    @Test func whereRatesAreComparedTimesAreNoHeadline() throws {
        var report = try GoldenTests.example()
        for index in report.comparisons.indices {
            report.comparisons[index].metric = "throughput"
            report.comparisons[index].verdict = .undecided
        }
        let page = MarkdownRenderer().render(report)
        let time = try #require(page.range(of: "### Time of one call"))
        let throughput = try #require(page.range(of: "### Gain in throughput against the baseline"))
        #expect(throughput.lowerBound < time.lowerBound)
        #expect(page.contains("<summary>Further figures: time, "))
    }

    @Test func aReasonStandsOnce() throws {
        let page = MarkdownRenderer().render(try GoldenTests.example())
        #expect(page.count(of: "RAPL shows 0 J in this virtual machine") == 1)
    }

    @Test func anIntervalThatCoversLittleIsMarked() throws {
        var report = try GoldenTests.example()
        #expect(!MarkdownRenderer().render(report).contains("†"))
        guard case .value(var time) = report.cases[0].metrics["time"] else {
            Issue.record("nothing to look at")
            return
        }
        time.confidence = 0.5
        report.cases[0].metrics["time"] = .value(time)
        let page = MarkdownRenderer().render(report)
        #expect(page.contains("| 21.5 µs [21.2, 21.8] † |"))
        #expect(page.contains("intervals cover 99 % or more, from at least 500 samples. † Too few independent samples"))
        #expect(page.contains("the interval covers less, 50 % at least."))
    }

    @Test func tailsOfSingleCallsAreFolded() throws {
        var report = try GoldenTests.example()
        guard case .value(var time) = report.cases[0].metrics["time"] else {
            Issue.record("nothing to look at")
            return
        }
        time.quantiles = .init(p95: 2.5e-5, p99: 3.5e-5)
        report.cases[0].metrics["time"] = .value(time)
        let page = MarkdownRenderer().render(report)
        #expect(page.contains("<summary>Tails of single calls with <code>cache=warm,stage=kernel</code></summary>"))
        #expect(page.contains("| `kws.pw1` | – · 25 µs · 35 µs | "))
        #expect(page.contains("\n\np50, p95 and p99. A clock pair of some 30–40 ns is part of each.\n\n</details>"))
        #expect(page.count(of: "Tails of single calls") == 1, "further conditions have none")
        for index in report.cases.indices {
            guard case .value(var time) = report.cases[index].metrics["time"] else { continue }
            time.quantiles = nil
            report.cases[index].metrics["time"] = .value(time)
        }
        #expect(!MarkdownRenderer().render(report).contains("Tails of single calls"))
    }

    @Test func theBandIsNamedWhereItIsKnown() throws {
        var report = try GoldenTests.example()
        report.run.options = ["filter": "a|b", "band": "2 %"]
        let page = MarkdownRenderer().render(report)
        expectWellFormed(page)
        #expect(page.contains("▼ worse, ≈ equivalent (±2 %), ? undecided."))
        #expect(page.contains("| Options | `band` 2 %, `filter` a\\|b |"))
        report.run.options = nil
        let other = MarkdownRenderer().render(report)
        #expect(other.contains("▼ worse, ≈ equivalent, ? undecided."))
        #expect(!other.contains("| Options |"))
    }

    @Test func countersAreDescribedWithAndWithoutPAPI() throws {
        var report = try GoldenTests.example()
        report.host.counters = .init(
            papi: "7.2.0", available: ["perf::TASK-CLOCK"], unavailable: [], cost: .init(read: 4e-7, window: 2.5e-6))
        #expect(
            MarkdownRenderer().render(report).contains(
                "| PAPI 7.2.0; 1 available, 0 unavailable; a read takes 400 ns, a start and a stop 2.5 µs |"))
        report.host.counters = .init(papi: "this build has no PAPI", available: [], unavailable: [])
        #expect(
            MarkdownRenderer().render(report).contains(
                "| Counters | this build has no PAPI; 0 available, 0 unavailable |"))
    }

    /// Six groups: the mean of the third and the fourth rate.
    @Test func theMedianOfAnEvenNumberOfPeaksLiesBetweenTheMiddleOnes() throws {
        var report = try GoldenTests.example()
        var rates = [60e9, 10e9, 50e9, 20e9, 40e9, 30e9]
        for index in report.cases.indices where report.cases[index].variant == "peak/fp32/avx2" {
            guard case .value(var rate) = report.cases[index].metrics["throughput"] else { continue }
            rate.value = rates.removeFirst()
            report.cases[index].metrics["throughput"] = .value(rate)
        }
        #expect(
            MarkdownRenderer().render(report).contains(
                "| `peak/fp32/avx2` | 35 Gop/s | 10 Gop/s | 60 Gop/s | 6 |"))
    }

    @Test func aCounterThatIsTheSameEverywhereIsALine() throws {
        var report = try GoldenTests.example()
        for index in report.cases.indices {
            for (name, value) in [("perf::PAGE-FAULTS", 0), ("perf::CPU-MIGRATIONS", Double(index))] {
                report.cases[index].metrics[name] = .value(
                    .init(
                        unit: "1", better: .lower, provenance: .counted, value: value, interval: .init(value, value),
                        confidence: 1, count: 1))
            }
        }
        let page = MarkdownRenderer().render(report)
        expectWellFormed(page)
        #expect(page.contains("\n\n`perf::PAGE-FAULTS` is 0 in 8 cases.\n\n"))
        #expect(page.contains("### `perf::CPU-MIGRATIONS`\n\n| Workload | `fp32/avx2` |"))
    }

    @Test func figuresThatRepeatOthersAreLeftToTheDocument() throws {
        let page = MarkdownRenderer().render(try GoldenTests.example())
        for title in ["### Throughput", "### Bandwidth"] { #expect(!page.contains(title), "\(title)") }
        #expect(page.contains("| `kws.pw1` | 21.5 µs baseline |"))
        #expect(page.contains("| 9.52 µs · 2.26× [2.24, 2.28] ▲ |"))
        #expect(page.contains("<summary>Further figures: time, peak-share, "))
    }

    @Test func whatThisMachineCannotRunIsNamed() throws {
        var report = try GoldenTests.example()
        for index in report.cases.indices where report.cases[index].variant == "int8/avx2" {
            report.cases[index].metrics = ["time": .unavailable(unit: "s", reason: "no AVX2")]
        }
        let page = MarkdownRenderer().render(report)
        #expect(page.contains("17 of 24 cases in 6 groups measured"))
        #expect(page.contains("| `time` | no AVX2 | `int8/avx2` | 6 |"))
        #expect(TextRenderer().render(report).contains("time: no AVX2 (6 cases, int8/avx2)"))
    }

    @Test func whatHigherIsBetterForIsAGainAsItIs() {
        let comparison = Report.Comparison(
            group: "g", metric: "accuracy", baseline: "a", variant: "b", ratio: 1.25,
            interval: .init(1.2, 1.3),
            confidence: 0.95, rounds: 10, verdict: .better)
        #expect(Gain(comparison, better: .higher).figure.full == "1.25× [1.20, 1.30]")
        #expect(Gain(comparison, better: .lower).figure.full == "0.80× [0.77, 0.83]")
    }

    /// A suite of another kind: no conditions, many variants of one workload, energy compared.
    @Test func otherSuitesAreRenderedToo() throws {
        var report = try GoldenTests.example()
        let model = report.cases[0]
        report.suite.name = "gradient-compression"
        report.findings = (0..<20).map {
            .init(
                name: "f\($0)", value: Double($0), unit: "J/B", provenance: .modelled,
                statement: "Answer | \($0) <b>")
        }
        report.cases = (0..<12).map { index in
            var each = model
            each.workload = "lenet"
            each.variant = "top-k/\(index)"
            each.id = "gradient-compression:lenet:top-k/\(index)"
            each.metrics["energy"] = .value(
                .init(
                    unit: "J", better: .lower, provenance: .modelled, value: 1, interval: .init(0.9, 1.1),
                    confidence: 0.95, count: 3, source: "a paper"))
            return each
        }
        report.comparisons = report.cases.dropFirst().map { each in
            .init(
                group: each.group, metric: "energy", baseline: report.cases[0].id, variant: each.id,
                ratio: 0.5,
                interval: .init(0.4, 0.6), confidence: 0.95, rounds: 9, verdict: .better)
        }
        let page = MarkdownRenderer().render(report)
        expectWellFormed(page)
        #expect(page.contains("\n## Cases\n"))
        #expect(page.contains("| Variant | `lenet` |"))
        #expect(page.contains("### Gain in energy against the baseline"))
        #expect(page.contains("| `top-k/11` | 1.00 J · 2.0× [1.7, 2.5] ▲ |"))
        #expect(page.contains("8 further findings"))
        #expect(page.contains("Answer \\| 3 &lt;b>"))
    }

    @Test func anEmptyReportIsRendered() throws {
        var report = try GoldenTests.example()
        report.cases = []
        report.comparisons = []
        report.findings = []
        report.series = []
        report.run.warnings = []
        for renderer in Renderers.all { #expect(try !renderer.render(report).isEmpty) }
        expectWellFormed(MarkdownRenderer().render(report))
    }

    @Test func formatsAreFoundByName() throws {
        #expect(try Renderers.named("csv").fileExtension == "csv")
        #expect(Set(Renderers.all.map(\.name)).count == Renderers.all.count)
        #expect(
            throws: RenderingError.unknownFormat(name: "odt", known: Renderers.all.map(\.name))
        ) {
            _ = try Renderers.named("odt")
        }
    }
}

extension String {
    fileprivate func count(of part: String) -> Int {
        components(separatedBy: part).count - 1
    }
}
