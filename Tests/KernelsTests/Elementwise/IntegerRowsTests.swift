import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Integers with a scale a column, on every instruction set that runs here.
@Suite struct IntegerRowsTests {
    /// A matrix of each size, its scales, and integers.
    private struct Rows {
        let rows, columns: Int
        let w, scales: [Float]
        let q: [Int8]

        init(_ rows: Int, _ columns: Int, using generator: inout SeededGenerator) {
            (self.rows, self.columns) = (rows, columns)
            scales = (0..<columns).map { _ in Float(0.001 + generator.uniform()) }
            q = (0..<rows * columns).map { _ in Int8(generator.integer(below: 255) - 127) }
            w = (0..<rows * columns).map { _ in Float(200 * generator.uniform() - 100) }
        }

        func scale(_ index: Int) -> Float { scales[index % columns] }
    }

    private func everySize(_ name: String, _ body: (Rows, ElementwiseKernels) throws -> Void) rethrows {
        var generator = SeededGenerator(for: name)
        for (rows, columns) in ElementwiseTests.sizes(&generator) + [(2, 255), (3, 256), (2, 257), (1, 600)] {
            let matrix = Rows(rows, columns, using: &generator)
            for kernels in ElementwiseTests.kernels { try body(matrix, kernels) }
        }
    }

    /// A result in a buffer whose end is guarded.
    private func result<Element>(
        _ start: [Element], _ body: (UnsafeMutablePointer<Element>) -> Void
    ) throws -> [Element] {
        let buffer = try GuardedBuffer(start, guarded: .after)
        let elements = buffer.start.assumingMemoryBound(to: Element.self)
        body(elements)
        return Array(UnsafeBufferPointer(start: elements, count: start.count))
    }

    @Test func integersTimesTheirScalesAreExact() throws {
        try everySize("integers times scales") { matrix, kernels in
            let real = try result([Float](repeating: .nan, count: matrix.q.count)) {
                kernels.scale(matrix.q, by: matrix.scales, into: $0, rows: matrix.rows, columns: matrix.columns)
            }
            #expect(real == matrix.q.indices.map { Float(matrix.q[$0]) * matrix.scale($0) })
        }
    }

    @Test func theLargestOfAColumnIsFound() throws {
        try everySize("largest of columns") { matrix, kernels in
            let found = try result([Float](repeating: -1, count: matrix.columns)) {
                kernels.largestMagnitudes(
                    ofColumns: matrix.w, rows: matrix.rows, columns: matrix.columns, into: $0)
            }
            let expected = (0..<matrix.columns).map { column in
                (0..<matrix.rows).map { matrix.w[$0 * matrix.columns + column].magnitude }.max() ?? 0
            }
            #expect(found == expected, "\(kernels.instructionSet), \(matrix.rows)×\(matrix.columns)")
        }
    }

    @Test func whatIsNotFiniteIsTheLargest() {
        for kernels in ElementwiseTests.kernels {
            let w: [Float] = [1, -.infinity, 3, .nan, 5, 6, 7, 8, -.nan]
            var largest = [Float](repeating: 0, count: 3)
            kernels.largestMagnitudes(ofColumns: w, rows: 3, columns: 3, into: &largest)
            #expect(largest[0].isNaN && largest[1] == .infinity && largest[2].isNaN)
        }
    }

    @Test func quantisingRoundsTiesToEven() throws {
        try everySize("quantising rows") { matrix, kernels in
            let made = try result([Int8](repeating: 77, count: matrix.w.count)) {
                kernels.quantize(
                    matrix.w, by: matrix.scales, limit: 100, into: $0, rows: matrix.rows, columns: matrix.columns)
            }
            let expected = matrix.w.indices.map { index in
                let steps = matrix.w[index] / matrix.scale(index)
                return Int8(min(max(steps, -100), 100).rounded(.toNearestOrEven))
            }
            #expect(made == expected, "\(kernels.instructionSet), \(matrix.rows)×\(matrix.columns)")
        }
        for kernels in ElementwiseTests.kernels {
            var made = [Int8](repeating: 0, count: 6)
            kernels.quantize(
                [0.5, 1.5, -2.5, 1e30, -.infinity, .nan], by: [Float](repeating: 1, count: 6), limit: 127, into: &made,
                rows: 1, columns: 6)
            #expect(made == [0, 2, -2, 127, -127, -127])
        }
    }

    @Test(arguments: [ElementwiseKernels.IntegerMove.scaled, .unscaled])
    func movesGoToTheNearest(_ move: ElementwiseKernels.IntegerMove) throws {
        try everySize("moves, \(move)") { matrix, kernels in
            var none: RoundingNoise?
            let moved = try result(matrix.q) {
                kernels.move(
                    $0, to: matrix.w, move, by: matrix.scales, limit: 127, noise: &none, rows: matrix.rows,
                    columns: matrix.columns)
            }
            let expected = matrix.q.indices.map { index -> Int8 in
                let (old, scale) = (Float(matrix.q[index]), matrix.scale(index))
                let real = old * scale
                let change = move == .scaled ? (matrix.w[index] - real) / scale : matrix.w[index] - old
                return Int8(min(max(old + change.rounded(.toNearestOrEven), -127), 127))
            }
            #expect(moved == expected, "\(kernels.instructionSet), \(matrix.rows)×\(matrix.columns)")
        }
    }

    /// The same everywhere; with the mean of the change, and one of its two neighbours each time.
    @Test func randomMovesKeepTheMean() throws {
        var generator = SeededGenerator(for: "random moves")
        var words = SIMD16<UInt32>.zero
        for lane in words.indices { words[lane] = UInt32(truncatingIfNeeded: generator.next()) }
        let (rows, columns) = (500, 300)
        let scales = [Float](repeating: 0.25, count: columns)
        let change: Float = 0.3
        let w = [Float](repeating: 0.25 * (5 + change), count: rows * columns)
        let made = ElementwiseTests.kernels.map { kernels in
            var noise: RoundingNoise? = RoundingNoise(words)
            var q = [Int8](repeating: 5, count: rows * columns)
            kernels.move(&q, to: w, .scaled, by: scales, limit: 127, noise: &noise, rows: rows, columns: columns)
            #expect(noise != RoundingNoise(words))
            return q
        }
        #expect(made.allSatisfy { $0 == made[0] })
        #expect(Set(made[0]) == [5, 6])
        let mean = made[0].reduce(0.0) { $0 + Double($1) - 5 } / Double(rows * columns)
        let deviation = (0.3 * 0.7 / Double(rows * columns)).squareRoot()
        #expect(abs(mean - Double(change)) < 5 * deviation, "\(mean)")
    }

    /// A weight that its integer stands for exactly stays, whatever is drawn.
    @Test func whatNothingMovesStays() {
        var generator = SeededGenerator(for: "moves by nothing")
        let matrix = Rows(20, 37, using: &generator)
        for kernels in ElementwiseTests.kernels {
            var noise: RoundingNoise? = RoundingNoise(.init(repeating: 12_345))
            var real = matrix.w
            var q = matrix.q
            for _ in 0..<50 {
                kernels.scale(q, by: matrix.scales, into: &real, rows: 20, columns: 37)
                kernels.move(&q, to: real, .scaled, by: matrix.scales, limit: 127, noise: &noise, rows: 20, columns: 37)
            }
            #expect(q == matrix.q, "\(kernels.instructionSet)")
        }
    }
}
