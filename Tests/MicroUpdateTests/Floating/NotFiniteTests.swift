import MicroUpdate
import Testing

/// What is not finite is told by the score and changes nothing.
@Suite struct NotFiniteTests {
    private static let start = (0..<42).map { Float($0 - 20) / 32 }
    private static let bad: [Float] = [.nan, .infinity, -.infinity, .signalingNaN]

    /// Features of which one is bad, each in turn: in vectors and in the rest.
    private static func spoilt() -> [[Float]] {
        (0..<18).flatMap { index in
            bad.map { value in
                var features = [Float](repeating: 0.5, count: 18)
                features[index] = value
                return features
            }
        }
    }

    /// Whether updates with bad features, labels and rates all say NaN and leave parameters as they are.
    private func refuses<Parameter: BitwiseCopyable & Equatable & ExpressibleByIntegerLiteral>(
        _ start: [Parameter], _ update: (UnsafeMutablePointer<Parameter>, UnsafePointer<Float>, Float, Float) -> Float
    ) -> Bool {
        let fine = [Float](repeating: 0.5, count: 18)
        var trials = Self.spoilt().map { ($0, Float(0), Float(0.1)) }
        for value in Self.bad { trials += [(fine, value, 0.1), (fine, 0, value)] }
        return trials.allSatisfy { features, label, rate in
            let (cells, inputs) = (Cells(start), Cells(features))
            return update(cells.start, inputs.start, label, rate).isNaN && cells.elements == start && cells.isIntact
        }
    }

    @Test func floatsRefuseIt() {
        #expect(
            refuses(Self.start) {
                FloatingModel(shape: .playlist, parameters: $0).update($1, context: 1, label: $2, rate: $3)
            })
        // A gate of 0 does not hide it.
        #expect(
            refuses([Float](repeating: 0, count: 42)) {
                FloatingModel(shape: .playlist, parameters: $0).update($1, context: 1, label: $2, rate: $3)
            })
    }

    @Test func halvesRefuseIt() {
        let start = Self.start.map { Half.narrowed($0) }
        #expect(
            refuses(start) { HalfModel(shape: .playlist, parameters: $0).update($1, context: 1, label: $2, rate: $3) })
        var random = XorShift(seed: 1)
        #expect(
            refuses(start) {
                HalfModel(shape: .playlist, parameters: $0)
                    .update($1, context: 1, label: $2, rate: $3, rounding: &random)
            })
    }

    @Test func gradientsRefuseIt() {
        for features in Self.spoilt() {
            let (cells, inputs) = (Cells(Self.start), Cells(features))
            let gradient = Cells<Float>(zeros: 42)
            let model = FloatingModel(shape: .playlist, parameters: cells.start)
            #expect(model.addGradient(inputs.start, context: 1, label: 0, to: gradient.start).isNaN)
            #expect(gradient.elements.allSatisfy { $0 == 0 })
            gradient.elements = [.nan] + .init(repeating: 1, count: 41)
            #expect(!model.apply(gradient.start, rate: 0.1))
            gradient.elements = .init(repeating: 1, count: 42)
            #expect(!model.apply(gradient.start, rate: .nan))
            #expect(cells.elements == Self.start)
        }
    }

    @Test func aSeededBugIsCaught() {
        #expect(
            !refuses(Self.start) { parameters, features, label, rate in
                // Learns whatever comes.
                let model = FloatingModel(shape: .playlist, parameters: parameters)
                let score = model.score(features, context: 1)
                for i in 0..<18 { parameters[i] -= rate * (score - label) * parameters[18 + i] * features[i] }
                return score
            })
    }
}
