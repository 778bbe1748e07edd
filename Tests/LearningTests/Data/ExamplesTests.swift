import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

@Suite struct ExamplesTests {
    private let shape = ImageShape(height: 1, width: 2, channels: 1)

    private func random(_ generator: inout SeededGenerator, perClass: Int = 2) throws -> Examples {
        let shape = ImageShape(
            height: 1 + generator.integer(below: 4), width: 1 + generator.integer(below: 4),
            channels: 1 + generator.integer(below: 4))
        let classes = 1 + generator.integer(below: 5)
        var labels: [Int] = []
        for label in 0..<classes {
            labels += [Int](repeating: label, count: perClass + generator.integer(below: 20))
        }
        generator.shuffle(&labels)
        let inputs = labels.indices.flatMap { index in (0..<shape.count).map { Float(index * 1000 + $0) } }
        return try Examples(
            shape: shape, classes: (0..<classes).map { "class \($0)" }, inputs: inputs, labels: labels)
    }

    @Test func refusesWhatCannotBeLearnedFrom() {
        let two = ["a", "b"]
        #expect(throws: DataError.shapeEmpty(ImageShape(height: 0, width: 2, channels: 1))) {
            try Examples(shape: ImageShape(height: 0, width: 2, channels: 1), classes: two, inputs: [], labels: [0])
        }
        #expect(throws: DataError.classesMissing) {
            try Examples(shape: shape, classes: [], inputs: [1, 2], labels: [0])
        }
        #expect(throws: DataError.examplesMissing) { try Examples(shape: shape, classes: two, inputs: [], labels: []) }
        #expect(throws: DataError.inputCountDiffers(expected: 4, actual: 3)) {
            try Examples(shape: shape, classes: two, inputs: [1, 2, 3], labels: [0, 1])
        }
        for label in [-1, 2] {
            #expect(throws: DataError.labelOutOfRange(example: 1, label: label, classes: 2)) {
                try Examples(shape: shape, classes: two, inputs: [1, 2, 3, 4], labels: [0, label])
            }
        }
        #expect(throws: DataError.notFinite(example: 1, element: 1, value: .infinity)) {
            try Examples(shape: shape, classes: two, inputs: [1, 2, 3, .infinity], labels: [0, 1])
        }
        #expect(throws: DataError.self) {
            try Examples(shape: shape, classes: two, inputs: [1, .nan], labels: [0])
        }
    }

    @Test func lendsAndCopiesTheExampleAskedFor() throws {
        var generator = SeededGenerator(for: "examples, batches")
        for _ in 0..<50 {
            let examples = try random(&generator)
            let indices = (0..<1 + generator.integer(below: 6)).map { _ in generator.integer(below: examples.count) }
            var inputs = [Float](repeating: -1, count: indices.count * examples.shape.count + 1)
            var labels = [Int](repeating: -1, count: indices.count + 1)
            inputs.withUnsafeMutableBufferPointer { inputs in
                labels.withUnsafeMutableBufferPointer { examples.copy(indices, inputs: inputs, labels: $0) }
            }
            // What lies behind stays as it is.
            #expect(labels.dropLast() == indices.map { examples.labels[$0] }[...] && labels.last == -1)
            let copied = indices.flatMap { index in examples.withInput(index) { Array($0) } }
            #expect(Array(inputs.dropLast()) == copied && inputs.last == -1)
            for index in indices {
                #expect(examples.withInput(index) { $0.first } == Float(index * 1000))
            }
        }
    }

    @Test func splitsEachClassInProportion() throws {
        var generator = SeededGenerator(for: "stratified split")
        for _ in 0..<50 {
            let examples = try random(&generator)
            let fraction = 0.05 + 0.9 * generator.uniform()
            let seed = generator.next()
            let (training, test) = try examples.split(fraction: fraction, seed: seed)
            #expect(training.count + test.count == examples.count)
            // The first number tells an example: none is lost, none in both.
            let firsts = [training, test].flatMap { part in (0..<part.count).map { part.withInput($0) { $0[0] } } }
            #expect(firsts.sorted() == (0..<examples.count).map { Float($0 * 1000) })
            for label in examples.classes.indices {
                let whole = examples.labels.count { $0 == label }
                let part = training.labels.count { $0 == label }
                let share = fraction * Double(whole)
                #expect(abs(Double(part) - share) <= 0.5 || part == 1 || part == whole - 1)
                #expect(part >= 1 && part < whole)
            }
            let again = try examples.split(fraction: fraction, seed: seed)
            #expect(again.training == training && again.test == test)
        }
    }

    @Test func refusesSplitsThatLeaveAPartEmpty() throws {
        let examples = try Examples(shape: shape, classes: ["a", "b"], inputs: [1, 2, 3, 4, 5, 6], labels: [0, 0, 1])
        for fraction in [-0.5, 0, 1, 2, .nan] {
            #expect(throws: DataError.self) { try examples.split(fraction: fraction, seed: 1) }
        }
        #expect(throws: DataError.classTooSmall(name: "b")) { try examples.split(fraction: 0.5, seed: 1) }
        #expect(throws: DataError.examplesMissing) { try examples.selecting([]) }
    }

    @Test func standardisesByTheTrainingPart() throws {
        let shape = ImageShape(height: 2, width: 1, channels: 3)
        // The third channel is constant, at a number that FP32 has not.
        let training = try Examples(
            shape: shape, classes: ["a"], inputs: [1, 10, 0.1, 3, 30, 0.1, 5, 10, 0.1, 7, 30, 0.1], labels: [0, 0])
        let standardisation = Standardisation(fitting: training)
        #expect(standardisation.means[0] == 4 && standardisation.means[1] == 20)
        #expect(standardisation.deviations == [(5.0).squareRoot(), 10, 1])
        let test = try Examples(
            shape: shape, classes: ["a"], inputs: [4, 20, 0.1, 9, 40, 1.1], labels: [0])
        let applied = try standardisation.applied(to: test)
        #expect(zip(applied.inputs, [0, 0, 0, (5.0).squareRoot(), 2, 1]).allSatisfy { abs(Double($0) - $1) < 1e-6 })
        let narrow = try Examples(shape: self.shape, classes: ["a"], inputs: [1, 2], labels: [0])
        #expect(throws: DataError.channelsDiffer(expected: 3, actual: 1)) { try standardisation.applied(to: narrow) }
    }

    @Test func givesEachExampleOnceAnEpoch() throws {
        var generator = SeededGenerator(for: "batch order")
        for _ in 0..<30 {
            let count = 1 + generator.integer(below: 60)
            let size = 1 + generator.integer(below: count)
            let seed = generator.next()
            var order = try BatchOrder(count: count, size: size, seed: seed)
            var again = try BatchOrder(count: count, size: size, seed: seed)
            var orders: [[Int]] = []
            for _ in 0..<3 {
                let epoch = (0..<order.count).flatMap { Array(order[$0]) }
                #expect(epoch == (0..<again.count).flatMap { Array(again[$0]) })
                #expect(epoch.count == count / size * size && Set(epoch).count == epoch.count)
                #expect(epoch.allSatisfy { (0..<count).contains($0) })
                orders.append(epoch)
                order.shuffle()
                again.shuffle()
            }
            #expect(count < 12 || Set(orders).count == 3)
        }
        for size in [-1, 0, 11] {
            #expect(throws: DataError.batchSizeOutOfRange(size: size, examples: 10)) {
                try BatchOrder(count: 10, size: size, seed: 1)
            }
        }
    }

    @Test func namesPlaceCauseAndRemedy() {
        #expect(
            "\(DataError.labelOutOfRange(example: 3, label: 10, classes: 10))"
                == "example 3 has the label 10; use 0 to 9, as there are 10 classes")
        #expect(
            "\(DataError.compressed(file: "a.gz"))" == "a.gz is compressed; decompress it first: gunzip a.gz")
        #expect(
            "\(DataError.textInvalid(file: "a.csv", line: 2, column: 3, cause: .notFinite("nan")))"
                == "a.csv, line 2, column 3: 'nan' is not a finite number in FP32; leave the line out or repair it")
    }
}
