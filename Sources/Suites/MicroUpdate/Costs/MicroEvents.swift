import MicroUpdate
import Statistics

/// Events of a model's shape in the numbers of a precision, met in turn.
final class MicroEvents<Feature> {
    /// As many as fit into a first-level cache beside the model; a power of two.
    static var count: Int { 64 }
    let contexts: UnsafeMutablePointer<Int>
    let labels: UnsafeMutablePointer<Bool>
    private let memory: UnsafeMutablePointer<Feature>
    private let width: Int
    private var at = 0

    /// - Parameter convert: a feature in the precision's numbers.
    init(_ shape: ModelShape, seed: UInt64, _ convert: (Double) -> Feature) {
        width = shape.features
        memory = .allocate(capacity: Self.count * max(width, 1))
        contexts = .allocate(capacity: Self.count)
        labels = .allocate(capacity: Self.count)
        var generator = SeededGenerator(seed: seed, stream: "events of a small model")
        for event in 0..<Self.count {
            for place in 0..<width {
                let feature = max(-3, min(3, generator.gaussian()))
                (memory + event * width + place).initialize(to: convert(feature))
            }
            (contexts + event).initialize(to: generator.integer(below: shape.contexts))
            (labels + event).initialize(to: generator.integer(below: 2) == 1)
        }
    }

    deinit {
        memory.deallocate()
        contexts.deallocate()
        labels.deallocate()
    }

    /// The number of the next event.
    @inline(__always) func next() -> Int {
        at = (at &+ 1) & (Self.count &- 1)
        return at
    }

    @inline(__always) func features(_ event: Int) -> UnsafePointer<Feature> {
        UnsafePointer(memory + event &* width)
    }
}

/// Memory of a model's parameters, and of the latest score, so that no score is left out.
final class MicroMemory<Parameter, Score> {
    let parameters: UnsafeMutablePointer<Parameter>
    let score: UnsafeMutablePointer<Score>

    init(_ parameters: [Parameter], _ score: Score) {
        self.parameters = .allocate(capacity: max(parameters.count, 1))
        for (place, value) in parameters.enumerated() { (self.parameters + place).initialize(to: value) }
        self.score = .allocate(capacity: 1)
        self.score.initialize(to: score)
    }

    deinit {
        parameters.deallocate()
        score.deallocate()
    }
}
