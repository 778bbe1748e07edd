import Basics
import Foundation
import Report
import Testing

@testable import Measurement

@Suite struct SimulationTests {
    private static let part = """
        # callgrind format
        version: 1
        cmd: bench simulate
        part: 3
        desc: I1 cache: 32768 B, 64 B, 8-way associative
        desc: Trigger: Client Request: int8-fp32:kws.fc:int8/avx2:cache=warm,stage=kernel
        positions: line
        events: Ir Dr Dw I1mr D1mr D1mw ILmr DLmr DLmw
        summary: 18446744073705551594 4
        fn=(1)
        16 1001
        totals: 1001 250 100 0 7
        """

    @Test func aPartIsReadWithItsNameAndTotals() throws {
        let part = try #require(SimulatedCounts.parse(Self.part))
        #expect(part.name == "int8-fp32:kws.fc:int8/avx2:cache=warm,stage=kernel")
        #expect(part.counts["Ir"] == 1001 && part.counts["D1mr"] == 7)
        // Callgrind leaves trailing zeros out.
        #expect(part.counts["DLmw"] == 0 && part.counts.count == SimulatedCounts.events.count)
        let ended = Self.part.replacingOccurrences(of: "Client Request: ", with: "Program termination")
        #expect(SimulatedCounts.parse(ended) == nil)
        #expect(SimulatedCounts.parse(Self.part.replacingOccurrences(of: "events:", with: "events")) == nil)
    }

    @Test func countsBecomeMetricsOfOneCall() throws {
        let metrics = SimulatedCounts.metrics(["Ir": 1001, "D1mr": 0], calls: 2)
        guard case .value(let instructions) = metrics["callgrind::Ir"],
            case .value(let misses) = metrics["callgrind::D1mr"]
        else {
            Issue.record("no figures")
            return
        }
        #expect(instructions.value == 500.5 && instructions.interval == .init(500.5, 500.5))
        #expect(instructions.provenance == .simulated && instructions.unit == "1" && misses.value == 0)
        guard case .unavailable = metrics["callgrind::Dw"] else {
            Issue.record("what was not counted is a figure")
            return
        }
        #expect(metrics.keys.allSatisfy(Report.isCounter) && metrics.count == 9)
    }

    @Test func cachesAreThoseOfTheMachineInPowersOfTwoOfSets() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "caches-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let caches = [("1", "Data", "48K", "12"), ("1", "Instruction", "32K", "8"), ("3", "Unified", "36608K", "11")]
        for (index, cache) in caches.enumerated() {
            let folder = root.appending(path: "sys/devices/system/cpu/cpu0/cache/index\(index)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let facts = [
                "level": cache.0, "type": cache.1, "size": cache.2, "ways_of_associativity": cache.3,
                "coherency_line_size": "64",
            ]
            for (name, text) in facts { try Data(text.utf8).write(to: folder.appending(path: name)) }
        }
        // 36,608 KiB of 11 ways are 53,248 sets; 32,768 are the most that Valgrind can do.
        #expect(
            SimulatedCaches(files: KernelFiles(root: root.path)).options
                == ["--I1=32768,8,64", "--D1=49152,12,64", "--LL=23068672,11,64"])
        #expect(
            SimulatedCaches(files: KernelFiles(root: "/nowhere")).options
                == ["--I1=32768,8,64", "--D1=32768,8,64", "--LL=8388608,16,64"])
    }
}
