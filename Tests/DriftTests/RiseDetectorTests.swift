import Drift
import Testing

@Suite struct RiseDetectorTests {
    /// Half of the values are 1, then none, or the other way round.
    private func alarms(_ kind: RiseDetector.Kind, isRise: Bool) throws -> [Int] {
        var detector = try RiseDetector(kind, .errors)
        return (0..<2000).filter { detector.add(($0 < 1000) != isRise && $0 % 2 == 0 ? 1 : 0) }
    }

    @Test(arguments: RiseDetector.Kind.allCases) func risesAlone(kind: RiseDetector.Kind) throws {
        #expect(try alarms(kind, isRise: false) == [])
        let first = try #require(try alarms(kind, isRise: true).first)
        #expect((1000..<1100).contains(first))
    }

    /// ADWIN itself raises an alarm where values become smaller.
    @Test func theWindowAloneTellsOfFalls() throws {
        var window = try ADWIN()
        let alarm = (0..<2000).contains { window.add($0 < 1000 && $0 % 2 == 0 ? 1 : 0) }
        #expect(alarm)
    }

    @Test func stateIsTheDetectorsOwn() throws {
        var detector = try RiseDetector(.adwin, .errors)
        var own = try ADWIN()
        for value in 0..<500 {
            _ = (detector.add(Double(value % 3)), own.add(Double(value % 3)))
            #expect(detector.stateByteCount == own.stateByteCount)
        }
        #expect(try RiseDetector(.pageHinkley, .errors).stateByteCount > 0)
    }
}
