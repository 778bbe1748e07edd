import Compression
import DataParallel
import Learning
import Report
import Statistics

/// A gradient that codecs encode.
struct GradientInput: Hashable, Sendable {
    /// Where it comes from.
    enum Origin: Hashable, Sendable {
        case drawn(GradientLaw, count: Int)
        case learned(LearningTask.Stream, LearningMoment)
    }

    /// When in a training.
    enum LearningMoment: String, CaseIterable, Sendable {
        case early, late
    }

    let origin: Origin

    /// `gaussian.1000000`, `activity.late`.
    var name: String {
        switch origin {
        case .drawn(let law, let count): "\(law.rawValue).\(count)"
        case .learned(let stream, let moment): "\(stream.rawValue).\(moment.rawValue)"
        }
    }

    /// What all codecs share.
    func parameters(count: Int) -> [String: Report.Parameter] {
        ["kind": .text("gradient"), "elements": .number(count)]
    }
}

/// A gradient with its tensors, on whole lines of the cache, as a trainer's lies.
final class InputGradient {
    let elements: UnsafeBufferPointer<Float>
    let tensors: [TensorShape]

    /// Draws or learns it.
    /// - Parameter training: by which a task's network learns.
    /// - Throws: what training throws.
    init(_ input: GradientInput, training: (LearningTask.Stream) throws -> ParallelTraining, seed: UInt64) throws {
        let elements: [Float]
        switch input.origin {
        case .drawn(let law, let count):
            var generator = SeededGenerator(seed: seed, stream: "gradient \(input.name)")
            elements = law.elements(count, using: &generator)
            tensors = TensorShape.square(count)
        case .learned(let stream, let moment):
            let training = try training(stream)
            let run = try SimulatedTraining(training, codec: Codec("fp32"))
            elements = try run.meanGradient(after: moment == .early ? min(2, training.steps) : training.steps)
            tensors = try training.gradientLayout().map { TensorShape(rows: $0.rows, columns: $0.columns) }
        }
        self.elements = UnsafeBufferPointer(.aligned(elements))
    }

    /// Elements as they are, of the matrix that is nearest to a square.
    init(_ elements: [Float]) {
        (self.elements, tensors) = (UnsafeBufferPointer(.aligned(elements)), TensorShape.square(elements.count))
    }

    deinit { elements.deallocate() }
}

extension UnsafeMutableBufferPointer<Float> {
    /// A copy of some elements on whole lines of the cache.
    static func aligned(_ elements: some Collection<Float>) -> Self {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 * elements.count, alignment: 64)
        let copy = memory.bindMemory(to: Float.self)
        _ = copy.initialize(from: elements)
        return copy
    }
}
