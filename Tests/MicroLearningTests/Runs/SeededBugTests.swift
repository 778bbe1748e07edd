import MicroLearning
import MicroUpdate
import Testing

/// Learners with one mistake each: what the tests of adaptation ask of a learner must tell them from a right one.
@Suite struct SeededBugTests {
    /// A learner with something done to what it is taught.
    private final class Mistaken: MicroLearner {
        typealias Lesson = (features: [Float], context: Int, label: Double, rate: Double)
        private let right: any MicroLearner
        private let mistake: (Lesson) -> Lesson

        init(_ right: any MicroLearner, _ mistake: @escaping (Lesson) -> Lesson) {
            (self.right, self.mistake) = (right, mistake)
        }

        var shape: ModelShape { right.shape }
        var parameters: [Double] { right.parameters }
        func logit(_ features: UnsafePointer<Float>, context: Int) -> Double { right.logit(features, context: context) }
        func score(_ features: UnsafePointer<Float>, context: Int) -> Double { right.score(features, context: context) }
        func addGradient(_ features: UnsafePointer<Float>, context: Int, label: Double) {}
        func applyGradient(rate: Double) {}

        func update(_ features: UnsafePointer<Float>, context: Int, label: Double, rate: Double) {
            let own = Array(UnsafeBufferPointer(start: features, count: shape.features))
            let taught = mistake((own, context, label, rate))
            right.update(taught.features, context: taught.context, label: taught.label, rate: taught.rate)
        }
    }

    /// The mean hits after the change of a learner that learns all the time, over six individuals, and what frozen has.
    private func hits(_ name: String, _ mistake: @escaping () -> (Mistaken.Lesson) -> Mistaken.Lesson) throws -> Double
    {
        let source = try EventSources.named(name)
        let run = MicroRun(source)
        var sum = 0.0
        for seed in toldSeeds.prefix(6) {
            let learner = Mistaken(MicroPrecision.fp32.learner(try Starts.of(source).start, seed: seed), mistake())
            let way = try run.trajectory(in: run.world(seed: seed), learner, policy: .everyEvent)
            sum += way.hitRate(way.after) / 6
        }
        return sum
    }

    /// A right learner is far above what each of the mistaken ones reaches: the limit between them tells.
    @Test(arguments: [("listener", 0.62), ("arm-wear", 0.8), ("flight-range", 0.8)])
    func mistakesAreTold(name: String, limit: Double) throws {
        #expect(try hits(name) { { $0 } } > limit, "none")
        let shifted = try hits(name) {
            var last = 1.0
            return { lesson in
                defer { last = lesson.label }
                return (lesson.features, lesson.context, last, lesson.rate)
            }
        }
        #expect(shifted < limit, "labels shifted by one event: \(shifted)")
        let turned = try hits(name) { { ($0.features, $0.context, 1 - $0.label, $0.rate) } }
        #expect(turned < limit, "labels turned round: \(turned)")
        let reversed = try hits(name) { { ($0.features.reversed(), $0.context, $0.label, $0.rate) } }
        #expect(reversed < limit, "features in another order: \(reversed)")
        let late = try hits(name) {
            var last = [Float](repeating: 0, count: 40)
            return { lesson in
                defer { last = lesson.features }
                return (Array(last.prefix(lesson.features.count)), lesson.context, lesson.label, lesson.rate)
            }
        }
        #expect(late < limit, "features of the event before: \(late)")
    }
}
