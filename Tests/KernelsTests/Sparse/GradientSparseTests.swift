import Statistics
import TestSupport
import Testing

@testable import Kernels

@Suite("Backward passes that take few elements of a gradient")
struct GradientSparseTests {
    private struct Trial: CustomStringConvertible {
        let rows, inputs, outputs: Int
        let rule: GradientRule
        var gradient: [Float]
        let weights, input: [Float]

        var description: String { "\(rows)×\(inputs)→\(outputs), \(rule)" }

        init(_ rule: (Int) -> GradientRule, using generator: inout SeededGenerator) {
            func size(_ limit: Int) -> Int { 1 + generator.integer(below: limit) }
            let (rows, inputs, outputs) = (size(20), size(150), size(90))
            (self.rows, self.inputs, self.outputs) = (rows, inputs, outputs)
            self.rule = rule(size(outputs))
            // With ties.
            gradient = (0..<rows * outputs).map { _ in Float(generator.integer(below: 41) - 20) / 8 }
            weights = (0..<outputs * inputs).map { _ in Float(2 * generator.uniform() - 1) }
            input = (0..<rows * inputs).map { _ in Float(2 * generator.uniform() - 1) }
        }

        func element(_ row: Int, _ column: Int) -> Float { gradient[row * outputs + column] }

        /// What the law of the rule leaves; nil for random choices.
        var law: [Float]? {
            var masked = [Float](repeating: 0, count: gradient.count)
            func keep(_ row: Int, _ columns: some Sequence<Int>) {
                for column in columns { masked[row * outputs + column] = element(row, column) }
            }
            func largest(_ count: Int, _ size: (Int) -> Float) -> ArraySlice<Int> {
                (0..<outputs).sorted { (size($0), $1) > (size($1), $0) }.prefix(count)
            }
            switch rule.choice {
            case .random: return nil
            case .topOfRow(let count):
                for row in 0..<rows { keep(row, largest(count) { element(row, $0).magnitude }) }
            case .topOfBatch(let count):
                let kept = largest(count) { column in (0..<rows).reduce(0) { $0 + element($1, column).magnitude } }
                for row in 0..<rows { keep(row, kept) }
            case .atLeast(let magnitude):
                for row in 0..<rows { keep(row, (0..<outputs).filter { element(row, $0).magnitude >= magnitude }) }
            }
            return masked
        }
    }

    private static let rules: [@Sendable (Int) -> GradientRule] = [
        { .init(.topOfRow($0)) }, { .init(.topOfBatch($0)) }, { .init(.random($0)) }, { _ in .init(.atLeast(0.8)) },
        { _ in .init(.atLeast(9)) },
    ]

    /// The elements as a matrix, by rows and by columns.
    private func dense(_ gradient: SparseGradient) -> (byRow: [Float], byColumn: [Float]) {
        var (byRow, byColumn) = ([Float](repeating: 0, count: gradient.rows * gradient.columns), [Float]())
        byColumn = byRow
        var i = 0
        for row in 0..<gradient.rows {
            while i < Int(gradient.rowEnds[row]) {
                byRow[row * gradient.columns + Int(gradient.columnOf[i])] = gradient.byRow[i]
                i += 1
            }
        }
        i = 0
        for column in 0..<gradient.columns {
            while i < Int(gradient.columnEnds[column]) {
                byColumn[Int(gradient.rowOf[i]) * gradient.columns + column] = gradient.byColumn[i]
                i += 1
            }
        }
        return (byRow, byColumn)
    }

    /// The first wrong gradient; nil where all are right.
    private func fault(
        _ trial: Trial, with kernels: SparseKernels, spoiling: (SparseGradient) -> Void = { _ in }
    ) throws -> String? {
        let gradient = try SparseGradient(rows: trial.rows, columns: trial.outputs, rule: trial.rule)
        gradient.choose(trial.gradient)
        let chosen = dense(gradient)
        guard chosen.byRow == chosen.byColumn else { return "the two orders differ" }
        if let law = trial.law, law != chosen.byRow { return "other elements than the rule's" }
        spoiling(gradient)
        let layer = try GradientSparseLayer(
            rows: trial.rows, inputs: trial.inputs, outputs: trial.outputs, with: kernels)
        let slack = [Float](repeating: .nan, count: GradientSparseLayer.slack)
        let dx = Guarded(4 * trial.rows * trial.inputs), dw = Guarded(4 * trial.outputs * trial.inputs)
        layer.runInputGradient(gradient, weights: trial.weights + slack, inputGradient: dx.floats)
        layer.runWeightGradient(gradient, input: trial.input + slack, weightGradient: dw.floats)
        guard dx.isIntact, dw.isIntact else { return "written beyond the end" }
        func wrong(
            _ found: [Float], _ rows: Int, _ terms: Int, _ term: (Int, Int, Int) -> Double
        ) -> String? {
            for row in 0..<rows {
                for k in 0..<trial.inputs {
                    let terms = (0..<terms).map { term(row, k, $0) }
                    let bound = Double(terms.count + 2) * 6e-8 * terms.reduce(0) { $0 + $1.magnitude }
                    let expected = terms.reduce(0, +), value = Double(found[row * trial.inputs + k])
                    guard (value - expected).magnitude <= bound else {
                        return "\(row), \(k): \(value) instead of \(expected)"
                    }
                }
            }
            return nil
        }
        let n = trial.outputs
        let byInput = wrong(dx.values, trial.rows, n) { row, k, output in
            Double(chosen.byRow[row * n + output]) * Double(trial.weights[output * trial.inputs + k])
        }
        if let byInput { return "gradient by the input \(byInput)" }
        return wrong(dw.values, n, trial.rows) { output, k, row in
            Double(chosen.byRow[row * n + output]) * Double(trial.input[row * trial.inputs + k])
        }.map { "gradient by the weights \($0)" }
    }

    @Test("Random shapes: gradients are those of the masked law", arguments: rules.indices)
    func masked(rule: Int) throws {
        var generator = SeededGenerator(for: "gradient-sparse \(rule)")
        for _ in 0..<60 {
            let trial = Trial(Self.rules[rule], using: &generator)
            for kernels in SparseLayerTests.kernels {
                let fault = try fault(trial, with: kernels)
                #expect(fault == nil, "\(trial), \(kernels.name): \(fault ?? "")")
            }
        }
    }

    @Test("Random elements: as many of each row as asked for, scaled, and all as probable")
    func random() throws {
        let gradient = try SparseGradient(rows: 1000, columns: 7, rule: .init(.random(2)))
        gradient.choose([Float](repeating: 1, count: 7000))
        let chosen = dense(gradient).byRow
        #expect(chosen.allSatisfy { $0 == 0 || $0 == 3.5 } && gradient.count == 2000)
        for row in 0..<1000 { #expect(chosen[7 * row..<7 * row + 7].count { $0 != 0 } == 2) }
        for column in 0..<7 {
            // 1000 draws of probability 2/7: ten standard deviations are 143.
            let hits = (0..<1000).count { chosen[7 * $0 + column] != 0 }
            #expect((hits - 286).magnitude < 143, "column \(column): \(hits)")
        }
    }

    @Test(
        "With error feedback the rule's elements are those of what was left out and what is new",
        arguments: rules.indices)
    func feedback(rule: Int) throws {
        var generator = SeededGenerator(for: "error feedback \(rule)")
        for _ in 0..<20 {
            var trial = Trial(Self.rules[rule], using: &generator)
            let rule = GradientRule(trial.rule.choice, feedsBack: true)
            let gradient = try SparseGradient(rows: trial.rows, columns: trial.outputs, rule: rule)
            for _ in 0..<2 {
                var left = [Float](repeating: 0, count: trial.gradient.count)
                for _ in 0..<4 {
                    // Eighths, so that sums are exact.
                    let new = left.map { _ in Float(generator.integer(below: 41) - 20) / 8 }
                    trial.gradient = zip(left, new).map { $0 + $1 }
                    gradient.choose(new)
                    let chosen = dense(gradient).byRow
                    if let law = trial.law { #expect(law == chosen, "\(trial)") }
                    #expect(zip(chosen, trial.gradient).allSatisfy { $0 == 0 || $0 == $1 }, "\(trial)")
                    left = zip(trial.gradient, chosen).map { $0 - $1 }
                }
                gradient.forget()
            }
        }
    }

    @Test("A wrong index is caught")
    func wrongIndex() throws {
        var generator = SeededGenerator(seed: 5)
        var trial = Trial({ .init(.topOfRow($0)) }, using: &generator)
        while trial.outputs < 4 || trial.rows < 3 { trial = Trial({ .init(.topOfRow($0)) }, using: &generator) }
        #expect(try fault(trial, with: .all[0]) == nil)
        let columns = trial.outputs
        #expect(
            try fault(trial, with: .all[0]) { $0.columnOf[0] = UInt16((Int($0.columnOf[0]) + 1) % columns) } != nil)
        #expect(try fault(trial, with: .all[0]) { $0.rowOf[0] = $0.rowOf[0] == 0 ? 1 : 0 } != nil)
    }

    @Test("What cannot be taken is refused")
    func refused() {
        for (rows, columns, choice) in [
            (0, 4, GradientRule.Choice.topOfRow(1)), (4, 70_000, .topOfRow(1)), (4, 4, .topOfRow(5)),
            (4, 4, .random(0)), (4, 4, .atLeast(.nan)), (4, 4, .atLeast(-1)),
        ] {
            #expect(throws: SparsityError.self) {
                try SparseGradient(rows: rows, columns: columns, rule: .init(choice))
            }
        }
    }
}
