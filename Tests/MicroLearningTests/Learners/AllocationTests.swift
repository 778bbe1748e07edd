import CAllocations
import MicroLearning
import Testing

/// What a learner does with an event asks the allocator for nothing.
@Suite(.enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"))
struct AllocationTests {
    @Test(arguments: MicroPrecision.allCases) func learnersAllocateNothing(precision: MicroPrecision) throws {
        let source = ListenerSource()
        let learner = precision.learner(try Starts.of(source).start, seed: 1)
        let event = source.events(seed: 1, count: 1)[0]
        let features = event.features, context = event.offer.context
        func meet() {
            _ = learner.logit(features, context: context)
            _ = learner.score(features, context: context)
            learner.update(features, context: context, label: 1, rate: 0.01)
            learner.addGradient(features, context: context, label: 0)
            learner.applyGradient(rate: 0.01)
        }
        meet()
        let before = callocations_thread_allocations()
        for _ in 0..<100 { meet() }
        #expect(callocations_thread_allocations() == before)
    }
}
