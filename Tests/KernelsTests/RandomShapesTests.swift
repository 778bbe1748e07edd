import TestSupport
import Statistics
import Foundation
import Testing

@testable import Kernels

/// Every kernel against its oracle over random shapes.
///
/// `BENCH_TEST_SEED` repeats a run, `KERNELS_SHAPES` sets the number of shapes (500).
@Suite struct RandomShapesTests {
    @Test(arguments: Precision.allCases)
    func allKernelsPassTheirOracles(_ precision: Precision) throws {
        let count = ProcessInfo.processInfo.environment["KERNELS_SHAPES"].flatMap(Int.init) ?? 500
        var generator = SeededGenerator(for: "random shapes in \(precision.rawValue)")
        let kinds = LayerShape.Kind.allCases
        let subjects = Subjects.fast(precision)
        for index in 0..<count {
            let shape = LayerShape.random(kinds[index % kinds.count], macLimit: 2_000_000, using: &generator)
            let trial = Trial.random(shape, precision, using: &generator)
            for backend in subjects {
                let result = try trial.verdict(backend)
                #expect(
                    result.passed,
                    "\(backend.name), \(shape), shape \(index): \(result.detail)")
            }
        }
    }
}
