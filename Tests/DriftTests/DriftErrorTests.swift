import Testing

@testable import Drift

@Suite("Parameters that are refused") struct DriftErrorTests {
    private func refusal(_ make: () throws -> any DriftDetector) -> String? {
        do {
            _ = try make()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("Page-Hinkley") func pageHinkley() {
        #expect(
            refusal { try PageHinkley(minInstances: 0) } == "minInstances is 0; use at least 1")
        for delta in [-0.1, .infinity, .nan] {
            #expect(
                refusal { try PageHinkley(delta: delta) }
                    == "delta is \(delta); use a finite number of at least 0")
        }
        for threshold in [0, -1, .infinity, .nan] {
            #expect(
                refusal { try PageHinkley(threshold: threshold) }
                    == "threshold is \(threshold); use a finite number above 0")
        }
        for alpha in [0, 1.01, .nan] {
            #expect(
                refusal { try PageHinkley(alpha: alpha) }
                    == "alpha is \(alpha); use a number above 0 and at most 1")
        }
        #expect(refusal { try PageHinkley(minInstances: 1, delta: 0, alpha: 1) } == nil)
    }

    @Test("ADWIN") func adwin() {
        for delta in [0, 1, -0.5, .nan] {
            #expect(
                refusal { try ADWIN(delta: delta) }
                    == "delta is \(delta); use a number above 0 and below 1")
        }
        #expect(refusal { try ADWIN(clock: 0) } == "clock is 0; use at least 1")
        for buckets in [1, 65537, .max] {
            #expect(
                refusal { try ADWIN(maxBuckets: buckets) }
                    == "maxBuckets is \(buckets); use 2 to 65536")
        }
        #expect(
            refusal { try ADWIN(minWindowLength: 0) }
                == "minWindowLength is 0; use at least 1")
        #expect(
            refusal { try ADWIN(gracePeriod: -1) } == "gracePeriod is -1; use at least 0")
    }

    @Test("DDM") func ddm() {
        #expect(refusal { try DDM(warmStart: -1) } == "warmStart is -1; use at least 0")
        #expect(
            refusal { try DDM(warningThreshold: 0) }
                == "warningThreshold is 0.0; use a finite number above 0")
        #expect(
            refusal { try DDM(driftThreshold: .nan) }
                == "driftThreshold is nan; use a finite number above 0")
        #expect(
            refusal { try DDM(warningThreshold: 4) }
                == "warningThreshold is 4.0 and driftThreshold 3.0; use a warning of at most the drift's")
    }
}
