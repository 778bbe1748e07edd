import CAllocations
import Compression
import Kernels
import Learning
import Models
import Statistics
import TestSupport
import Testing

@testable import DataParallel

@Suite struct SimulatedTrainingTests {
    /// One worker that sends everything is a training without others.
    @Test(arguments: [SGD(), Momentum(), Adam()] as [any Optimiser])
    func oneWorkerIsThePlainTrainer(_ optimiser: any Optimiser) throws {
        let training = try Small.training(workers: 1, batch: 10, optimiser)
        let simulated = try SimulatedTraining(training, codec: Codec("fp32"))
        let record = try simulated.run()

        let trainer = try Trainer(training.plan(), model: training.model(), optimiser: optimiser)
        let loss = SoftmaxCrossEntropy(batch: 10, classes: 3)
        var order = try BatchOrder(count: training.training.count, size: 10, seed: training.seed)
        var losses: [Double] = []
        for step in 0..<training.steps {
            if step > 0, step % order.count == 0 { order.shuffle() }
            let batch = try training.training.selecting(Array(order[step % order.count]))
            let input = batch.inputs + .init(repeating: 0, count: TrainingBackends.slack / 4)
            let value = try trainer.step(input, rate: training.schedule.rate(iteration: step + 1)) {
                try loss.evaluate(logits: $0, labels: batch.labels.map { Int32($0) }, gradient: $1)
            }
            if training.isPoint(step + 1) { losses.append(value) }
        }
        #expect(record.points.map(\.loss) == losses)
        for index in training.network.steps.indices {
            let (own, plain) = (simulated.parameters(ofStep: index), trainer.parameters(ofStep: index))
            #expect(own.weights.map(\.bitPattern) == plain.weights.map(\.bitPattern))
            #expect(own.bias.map(\.bitPattern) == plain.bias.map(\.bitPattern))
        }
    }

    /// The same task, weights, order, rates and result as a task's run by itself.
    @Test func oneWorkerIsATaskRun() throws {
        let task = try LearningTask(.ecg, seed: 4, sources: 2, count: 60)
        let run = TaskRun(task: task, hidden: [24, 12], batch: 10, epochs: 3)
        let plain = try run.result(of: .dense, rate: 0.003, seed: 4, judge: task.test)
        let parallel = ParallelTask(
            .ecg, sources: 2, examples: 60, model: .perceptron(hidden: [24, 12]), workers: 1, batch: 10, epochs: 3,
            optimiser: .adam, rate: 0.003, seed: 4)
        let record = try SimulatedTraining(parallel.training(of: task), codec: Codec("fp32")).run()
        #expect(record.steps == run.steps)
        #expect(record.result.accuracy == plain.accuracy && record.result.loss == plain.loss)
    }

    /// N workers with a part of a batch each have the gradient of the whole batch, but for the rounding of sums.
    @Test(arguments: [2, 3, 4])
    func workersTogetherAreTheWholeBatch(_ workers: Int) throws {
        var generator = SeededGenerator(for: "workers together")
        let seed = generator.next()
        // One step of SGD with a rate of 1: the change is the gradient.
        func after(_ workers: Int) throws -> ([[Float]], Double) {
            var training = try Small.training(workers: workers, batch: 24 / workers, SGD(), seed: seed, examples: 24)
            training.epochs = 1
            training.schedule = .constant(1)
            let simulated = try SimulatedTraining(training, codec: Codec("fp32"))
            let loss = try simulated.next().loss
            let parameters = training.network.steps.indices.map { index in
                let own = simulated.parameters(ofStep: index)
                return own.weights + own.bias
            }
            return (parameters, loss)
        }
        let (whole, parts) = (try after(1), try after(workers))
        // Losses are summed in FP64 from FP32 terms.
        #expect((whole.1 - parts.1).magnitude < 1e-6 * whole.1)
        for (a, b) in zip(whole.0, parts.0) {
            // Gradients are sums of 24 FP32 terms and more before them, below 1 in magnitude here; 64 roundings of
            // 2⁻²⁴.
            let largest = zip(a, b).map { (Double($0) - Double($1)).magnitude }.max() ?? 0
            #expect(largest < 64 * 0x1p-24, "\(largest)")
        }
    }

    @Test(arguments: [1, 2, 4, 8, 16])
    func bytesAreThoseOfTheMessages(_ workers: Int) throws {
        let training = try Small.training(workers: workers, batch: 3, epochs: 2)
        let record = try SimulatedTraining(training, codec: Codec("fp32")).run()
        let message = 16 + 4 * training.network.parameterCount
        #expect(record.elements == training.network.parameterCount)
        #expect(record.steps == training.steps && record.steps == 120 / (3 * workers) * 2)
        #expect(record.messageBytes.count == workers)
        #expect(record.messageBytes.allSatisfy { $0 == .init(repeating: message, count: record.steps) })
        #expect(record.points.last?.messageBytes == workers * record.steps * message)
        #expect(record.isSummable)
        let gathered = try #require(record.traffic(.allGather))
        #expect(
            gathered.allSatisfy { $0.sent == Double((workers - 1) * record.steps * message) && $0.sent == $0.received })
        let reduced = try #require(record.traffic(.ringAllReduce))
        let moved = 2 * Double(workers - 1) / Double(workers) * Double(record.steps * message)
        #expect(reduced.allSatisfy { ($0.sent - moved).magnitude < 1e-9 * (1 + moved) })
    }

    @Test(arguments: ["top-k/0.1/feedback", "qsgd/7/bucket-64", "scaled-sign/feedback", "power-sgd/2/feedback", "int8"])
    func compressedGradientsTrainToo(_ name: String) throws {
        let training = try Small.training(workers: 4, batch: 5, epochs: 10)
        let codec = try LayoutCodec(name, training.gradientLayout())
        let record = try SimulatedTraining(training, codec: codec).run()
        let plain = try SimulatedTraining(training, codec: Codec("fp32")).run()
        #expect(record.messageBytes(of: 0) < plain.messageBytes(of: 0) / 2)
        #expect(record.result.accuracy > 0.5, "three classes by chance have a third: \(record.result)")
        #expect(!record.isSummable && record.traffic(.ringAllReduce) == nil && record.traffic(.allGather) != nil)
        #expect((record.points[0].residualNorm != nil) == name.hasSuffix("feedback"))
        var again = try SimulatedTraining(training, codec: codec).run()
        (again.median, again.total, again.typical) = (record.median, record.total, record.typical)
        for index in again.points.indices { again.points[index].seconds = record.points[index].seconds }
        #expect(again == record, "but for times")
    }

    /// Random elements can be summed where all workers choose alike.
    @Test(arguments: [true, false]) func randomElementsCanBeSummedWhereTheyAreTheSame(_ sharesSeed: Bool) throws {
        let training = try Small.training(workers: 3, sharesSeed: sharesSeed)
        let record = try SimulatedTraining(training, codec: Codec("random-k/0.1")).run()
        #expect(record.isSummable == sharesSeed)
        let kept = record.meanNonzeros.max() ?? 0
        #expect(sharesSeed ? kept <= record.elements / 10 + 1 : kept > record.elements / 10 + 1)
    }

    @Test(
        .enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"),
        arguments: ["fp32", "scaled-sign/feedback", "qsgd/7/bucket-64"])
    func phasesAllocateNothing(_ name: String) throws {
        // All steps are of one epoch.
        let simulated = try SimulatedTraining(Small.training(workers: 3, examples: 1000), codec: Codec(name))
        _ = try simulated.next()
        let before = callocations_thread_allocations()
        for _ in 0..<60 { _ = try simulated.next() }
        #expect(callocations_thread_allocations() == before)
    }

    @Test func settingsThatCannotBeAreRefused() throws {
        let training = try Small.training()
        func refusal(_ change: (inout ParallelTraining) throws -> Void) throws -> DataParallelError? {
            var other = training
            try change(&other)
            do {
                _ = try SimulatedTraining(other, codec: Codec("fp32"))
                return nil
            } catch let error as DataParallelError {
                return error
            }
        }
        #expect(try refusal { $0.workers = 0 } == .setting("workers is 0; give 1 or more"))
        #expect(try refusal { $0.batch = -1 } == .setting("batch is -1; give 1 or more"))
        #expect(try refusal { $0.workers = 25 } == .tooFewExamples(there: 120, needed: 125))
        let other = try refusal { $0.test = try Small.training(width: 17).test }
        #expect(
            "\(try #require(other))"
                == "the test examples have 17 numbers and 3 classes, the network 18 inputs and 3 outputs; "
                + "give it others"
        )
    }

    @Test func aGradientThatCannotBeSentNamesWorkerAndStep() throws {
        var training = try Small.training(SGD())
        training.schedule = .constant(1e30)
        let error = #expect(throws: DataParallelError.self) {
            try SimulatedTraining(training, codec: Codec("fp32")).run()
        }
        guard case .codec("fp32", rank: 0, let step, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(step > 1)
    }
}
