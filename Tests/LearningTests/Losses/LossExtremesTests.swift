import Learning
import Testing

/// Losses of outputs that are large, infinite or not numbers, and labels that are no classes.
@Suite struct LossExtremesTests {
    private func softmax(_ logits: [Float], _ labels: [Int32]) throws -> (value: Double, gradient: [Float]) {
        var gradient = logits
        let value = try SoftmaxCrossEntropy(batch: labels.count, classes: logits.count / labels.count)
            .evaluate(logits: logits, labels: labels, gradient: &gradient)
        return (value, gradient)
    }

    private func binary(_ logits: [Float], _ targets: [Float]) -> (value: Double, gradient: [Float]) {
        var gradient = logits
        let value = BinaryCrossEntropy(count: logits.count)
            .evaluate(logits: logits, targets: targets, gradient: &gradient)
        return (value, gradient)
    }

    /// Exponentials of these alone would overflow.
    @Test func largeLogits() throws {
        let certain = try softmax([1000, -1000, 0], [0])
        #expect(certain.value == 0 && certain.gradient == [0, 0, 0])
        let wrong = try softmax([1e30, -1e30, 0], [2])
        #expect(abs(wrong.value - 1e30) < 1e23 && wrong.gradient == [1, 0, -1])
        let even = try softmax([5e8, 5e8], [0])
        #expect(abs(even.value - 0.6931471805599453) < 1e-7 && even.gradient == [-0.5, 0.5])
        let pair = binary([1000, -1000, 1000, -1000], [1, 0, 0, 1])
        #expect(pair.value == 500 && pair.gradient == [0, 0, 0.25, -0.25])
    }

    /// 1 − p keeps its digits where p is near 1.
    @Test func smallLossesKeepTheirDigits() {
        let (value, gradient) = binary([20], [1])
        #expect(abs(value - 2.0611536e-9) < 1e-15)
        #expect(abs(gradient[0]) < 1e-7)
        #expect(abs(binary([-20], [0]).gradient[0] - 2.0611536e-9) < 1e-15)
    }

    @Test func infiniteLogits() throws {
        let absent = try softmax([0, 0, -.infinity], [0])
        #expect(abs(absent.value - 0.6931471805599453) < 1e-7 && absent.gradient == [-0.5, 0.5, 0])
        #expect(try softmax([0, -.infinity], [1]).value == .infinity)
        #expect(try softmax([0, .infinity], [1]).value.isNaN)
        #expect(try softmax([-.infinity, -.infinity], [1]).value.isNaN)
        let sure = binary([.infinity, -.infinity], [1, 0])
        #expect(sure.value == 0 && sure.gradient == [0, 0])
        #expect(binary([.infinity], [0]).value == .infinity)
        #expect(binary([.infinity], [0]).gradient == [1])
        #expect(binary([-.infinity], [0.5]).value == .infinity)
    }

    /// NaN reaches the value, and of the gradient its own example alone.
    @Test func notANumber() throws {
        let classes = try softmax([1, .nan, 1, 2], [0, 0])
        #expect(classes.value.isNaN && classes.gradient[0].isNaN && classes.gradient[1].isNaN)
        #expect(classes.gradient[2].isFinite && classes.gradient[3].isFinite)
        for targets: [Float] in [[0, 1], [1, 0], [0.5, 0.5]] {
            let pair = binary([.nan, 1], targets)
            #expect(pair.value.isNaN && pair.gradient[0].isNaN && pair.gradient[1].isFinite)
        }
        var gradient: [Float] = [0, 0]
        let squared = MeanSquaredError(count: 2).evaluate(outputs: [.nan, 3], targets: [1, 1], gradient: &gradient)
        #expect(squared.isNaN && gradient[0].isNaN && gradient[1] == 2)
    }

    /// Nothing is written before all labels are looked at.
    @Test(arguments: [-1, 3, Int32.max, .min])
    func labelsThatAreNoClasses(_ label: Int32) {
        var gradient: [Float] = [9, 9, 9, 9, 9, 9]
        let error = #expect(throws: LossError.self) {
            try SoftmaxCrossEntropy(batch: 2, classes: 3)
                .evaluate(logits: [1, 2, 3, 4, 5, 6], labels: [0, label], gradient: &gradient)
        }
        #expect(error == .labelOutOfRange(example: 1, label: Int(label), classes: 3))
        #expect(
            error?.description == """
                example 1 of the batch has label \(label), but the outputs are 3 classes, from 0; correct the data's labels \
                or give the network as many outputs
                """)
        #expect(gradient == [9, 9, 9, 9, 9, 9])
    }
}
