import Foundation
import Testing

@testable import Kernels

/// Every kernel against its oracle over random shapes.
///
/// `KERNELS_SEED` repeats a run, `KERNELS_SHAPES` sets the number of shapes (500).
@Suite struct RandomShapesTests {
    @Test(arguments: Precision.allCases)
    func allKernelsPassTheirOracles(_ precision: Precision) throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["KERNELS_SEED"].flatMap(UInt64.init) ?? .random(in: 0...UInt64.max)
        let count = environment["KERNELS_SHAPES"].flatMap(Int.init) ?? 500
        print("\(precision.rawValue): KERNELS_SEED=\(seed)")
        var generator = SplitMix64(state: seed)
        let kinds = LayerShape.Kind.allCases
        let subjects = Subjects.all(precision)
        for index in 0..<count {
            let shape = LayerShape.random(kinds[index % kinds.count], macLimit: 2_000_000, using: &generator)
            let trial = Trial.random(shape, precision, using: &generator)
            for backend in subjects {
                let result = try trial.verdict(backend)
                #expect(
                    result.passed,
                    "\(backend.name), \(shape), shape \(index) of KERNELS_SEED=\(seed): \(result.detail)")
            }
        }
    }
}
