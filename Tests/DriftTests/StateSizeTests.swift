import Testing

@testable import Drift

/// What detectors would take on a device.
@Suite("Bytes of state") struct StateSizeTests {
    @Test("Page-Hinkley and DDM take the same however long the stream") func fixed() throws {
        var pageHinkley = try PageHinkley()
        var ddm = try DDM()
        #expect(pageHinkley.stateByteCount == 49 && ddm.stateByteCount == 42)
        for index in 0..<10_000 {
            _ = pageHinkley.add(Double(index % 2))
            _ = ddm.add(Double(index % 2))
        }
        #expect(pageHinkley.stateByteCount == 49 && ddm.stateByteCount == 42)
    }

    /// n rows of at least M − 1 and at most M buckets hold (M − 1)(2ⁿ − 1) to M(2ⁿ − 1) values, and a row takes the same
    /// as any other: each doubling of the window adds one.
    @Test("ADWIN grows with the logarithm of its window", arguments: [2, 5, 20])
    func logarithmic(maxBuckets: Int) throws {
        var detector = try ADWIN(maxBuckets: maxBuckets)
        let row = 8 + 16 * (maxBuckets + 1)
        for width in 1...200_000 {
            let isDetected = detector.add(0.25)
            guard width.isMultiple(of: 97) || width < 300 else { continue }
            #expect(!isDetected && detector.width == width)
            let rows = (detector.stateByteCount - 33) / row
            #expect(detector.stateByteCount == 33 + rows * row)
            let values = (1 << rows) - 1
            let fullBelow = (1 << (rows - 1)) - 1
            #expect(width <= maxBuckets * values && width > (maxBuckets - 1) * fullBelow, "\(width): \(rows) rows")
        }
        #expect(detector.stateByteCount < 33 + row * 19)
    }

    @Test("ADWIN gives memory back with its window") func shrinks() throws {
        var detector = try ADWIN()
        for _ in 0..<10_000 { _ = detector.add(0) }
        let before = detector.stateByteCount
        let alarm = (0..<1000).first { _ in detector.add(1) }
        #expect(alarm != nil && detector.stateByteCount < before)
        _ = detector.add(1)
        #expect(try detector.width == 1 && detector.stateByteCount == ADWIN().stateByteCount)
    }
}
