import MicroUpdate
import Testing

/// The text's event: an acoustic, slow, calm song on a morning run, for which the model bets 0.85, is skipped after 3
/// s.
@Suite struct SkippedSongTests {
    // Mood 0 ..< 10, history 10 ..< 14, skip 14 ..< 18; mornings are context 1.
    static let (energy, tempo, acousticness, earlySkip, morning) = (1, 2, 3, 14, 1)
    static let used = [energy, tempo, acousticness, earlySkip]

    /// Parameters and features with p = 0.85 by choice of the morning's bias.
    static func event() -> (parameters: [Double], features: [Double]) {
        var parameters = [Double](repeating: 0.5, count: 42)
        var features = [Double](repeating: 0, count: 18)
        (features[acousticness], features[energy], features[tempo], features[earlySkip]) = (0.9, -0.7, -0.8, 0.6)
        (parameters[18 + acousticness], parameters[18 + energy], parameters[18 + tempo]) = (0.8, 0.4, 0.6)
        parameters[18 + earlySkip] = -0.9
        let model = ReferenceModel(shape: .playlist, parameters: parameters)
        parameters[36 + morning] += 1.734_601_055_388_106 - model.logit(features, context: morning)
        return (parameters, features)
    }

    /// What is wrong with parameters after the event; empty where nothing is.
    private func faults(_ before: [Double], _ after: [Double]) -> [String] {
        var faults: [String] = []
        if !(abs(after[Self.acousticness]) < abs(before[Self.acousticness])) { faults.append("acousticness") }
        if !(after[Self.energy] > before[Self.energy]) { faults.append("energy") }
        if !(after[Self.tempo] > before[Self.tempo]) { faults.append("tempo") }
        if !(after[Self.earlySkip] > before[Self.earlySkip]) { faults.append("early skip") }
        if !(after[36 + Self.morning] < before[36 + Self.morning]) { faults.append("morning") }
        let changing = Set(Self.used + Self.used.map { 18 + $0 } + [36 + Self.morning])
        for index in 0..<42 where !changing.contains(index) && before[index].bitPattern != after[index].bitPattern {
            faults.append("\(index) moved")
        }
        return faults
    }

    private func learn<Scalar: FloatingScalar & ExpressibleByIntegerLiteral>(
        _: Scalar.Type, label: Double
    ) -> (faults: [String], score: Double) {
        let (parameters, features) = Self.event()
        let cells = Cells(parameters.map { Scalar($0) }, mark: 7)
        let inputs = Cells(features.map { Scalar($0) }, mark: 7)
        let before = cells.elements.map { Double($0) }
        let score = FloatingModel(shape: .playlist, parameters: cells.start)
            .update(inputs.start, context: Self.morning, label: Scalar(label), rate: 0.05)
        return (faults(before, cells.elements.map { Double($0) }), Double(score))
    }

    @Test func theModelLearnsFromIt() {
        for (faults, score) in [learn(Float.self, label: 0), learn(Double.self, label: 0)] {
            #expect(faults == [])
            #expect(abs(score - 0.85) < 1e-6)
        }
    }

    /// Had the listener stayed, all would move the other way.
    @Test func theOppositeIsCaught() {
        #expect(learn(Double.self, label: 1).faults == ["acousticness", "energy", "tempo", "early skip", "morning"])
    }

    @Test func itIsLessSureNextTime() {
        let (parameters, features) = Self.event()
        let (cells, inputs) = (Cells(parameters), Cells(features))
        let model = FloatingModel(shape: .playlist, parameters: cells.start)
        var last = 1.0
        for _ in 0..<20 {
            let score = model.update(inputs.start, context: Self.morning, label: 0, rate: 0.05)
            #expect(score < last)
            last = score
        }
    }
}
