import MicroLearning
import Testing

@Suite struct DistillationTests {
    /// Of as few events, soft labels bring the student nearer to the teacher than hard ones, and to less log loss.
    @Test(arguments: EventSourceTests.names) func softLabelsTellMore(name: String) throws {
        let source = try EventSources.named(name)
        for seed in UInt64(1)...3 {
            let made = try Distillation(source, seed: seed)
            #expect(made.student.distance < made.hardLabels.distance)
            #expect(made.student.logLoss < made.hardLabels.logLoss)
            #expect(made.teacher.distance == 0)
            #expect(made.teacher.logLoss < made.student.logLoss)
            #expect(made.truth.logLoss < made.teacher.logLoss)
            #expect(made.student.logLoss < made.untrained.logLoss)
            #expect(made.teacher.accuracy > made.student.accuracy - 0.01)
        }
    }

    @Test func bytesAreThoseOfParameters() throws {
        let made = try Starts.of(ListenerSource())
        // 24·64 + 64 + 64·32 + 32 + 32 + 1 parameters, and 42.
        #expect(made.teacher.byteCount == 4 * 3713)
        #expect(made.student.byteCount == 168)
        #expect(made.hardLabels.byteCount == 168)
        #expect(made.truth.byteCount == 0)
    }

    @Test func untrainedModelsKnowNothing() throws {
        let made = try Starts.of(ListenerSource())
        #expect(abs(made.untrained.logLoss - 0.6931) < 1e-4)
    }

    @Test func startsHaveOpenGates() throws {
        for source in EventSources.all {
            let start = try Starts.of(source).start
            #expect(start.shape == source.shape)
            #expect(start.parameters.prefix(source.featureCount).allSatisfy { $0 == 1 })
            #expect(start.opened == start)
        }
    }

    @Test func seedsDecide() throws {
        let source = try EventSources.named("arm-wear")
        let (one, same) = (try Distillation(source, seed: 5), try Distillation(source, seed: 5))
        #expect(one.start == same.start)
        #expect(one.teacher == same.teacher)
        #expect(try Distillation(source, seed: 6).start != one.start)
    }
}
