import Models
import RealModule
import Statistics

extension Disturbance {
    /// An example as the disturbed sensor would have shown it.
    /// - Parameters:
    ///   - input: `shape.count` numbers, channels last.
    ///   - shape: form of the example.
    ///   - example: its index: each has random numbers of its own.
    ///   - seed: of a run; the same seed gives the same everywhere (noise up to the last bits of the platform's logarithm).
    /// - Throws: ``DisturbanceError`` for numbers out of range, channels that are not there, and another count than the
    ///   shape's.
    public func applied(
        to input: [Float], shape: ImageShape, example: Int, seed: UInt64
    ) throws(DisturbanceError) -> [Float] {
        try check()
        try check(channels: shape.channels)
        guard input.count == shape.count else {
            throw .inputCountDiffers(expected: shape.count, actual: input.count)
        }
        switch self {
        case .noise(let decibels):
            var generator = SeededGenerator(seed: seed, stream: "noise, example \(example)")
            return noisy(input, channels: shape.channels, ratio: decibels, using: &generator)
        case .missingChannel(let channel, let filling):
            return losing(channel, of: input, channels: shape.channels, filling)
        case .missingSamples(let share, let filling):
            var generator = SeededGenerator(seed: seed, stream: "missing samples, example \(example)")
            return losing(share, of: input, channels: shape.channels, filling, using: &generator)
        case .gain(let factor): return input.map { Float(Double($0) * factor) }
        case .inversion: return input.map { -$0 }
        case .offset(let offset): return input.map { Float(Double($0) + offset) }
        case .rotation(let degrees, let axis, let first):
            return turned(input, channels: shape.channels, first: first, degrees: degrees, about: axis)
        }
    }

    /// All examples, disturbed each by its index.
    /// - Throws: ``DisturbanceError`` as for one example, or ``DataError/notFinite(example:element:value:)`` where a number
    ///   passes FP32.
    public func applied(to examples: Examples, seed: UInt64) throws -> Examples {
        var inputs: [Float] = []
        inputs.reserveCapacity(examples.inputs.count)
        for index in 0..<examples.count {
            inputs += try applied(
                to: examples.withInput(index) { Array($0) }, shape: examples.shape, example: index, seed: seed)
        }
        return try Examples(
            shape: examples.shape, classes: examples.classes, inputs: inputs, labels: examples.labels)
    }

    /// A channel without any spread has no signal, and gets no noise.
    private func noisy(
        _ input: [Float], channels: Int, ratio: Double, using generator: inout SeededGenerator
    ) -> [Float] {
        var result = input
        for channel in 0..<channels {
            let places = stride(from: channel, to: input.count, by: channels)
            var signal = places.map { Double(input[$0]) }
            addNoise(to: &signal, ratio: ratio, using: &generator)
            for (place, value) in zip(places, signal) { result[place] = Float(value) }
        }
        return result
    }

    private func losing(_ channel: Int, of input: [Float], channels: Int, _ filling: Filling) -> [Float] {
        var result = input
        for place in stride(from: channel, to: input.count, by: channels) {
            result[place] = filling == .held ? input[channel] : 0
        }
        return result
    }

    private func losing(
        _ share: Double, of input: [Float], channels: Int, _ filling: Filling, using generator: inout SeededGenerator
    ) -> [Float] {
        var order = Array(0..<input.count / channels)
        generator.shuffle(&order)
        var result = input
        // In the order of time, so that what is held has been filled before.
        for sample in order.prefix(Int((share * Double(order.count)).rounded())).sorted() {
            for place in sample * channels..<(sample + 1) * channels {
                result[place] = filling == .held && sample > 0 ? result[place - channels] : 0
            }
        }
        return result
    }

    private func turned(
        _ input: [Float], channels: Int, first: Int, degrees: Double, about axis: Axis
    ) -> [Float] {
        // The two channels of the plane that turns: the first one's tip goes towards the second one's.
        let (from, towards) =
            switch axis {
            case .x: (first + 1, first + 2)
            case .y: (first + 2, first)
            case .z: (first, first + 1)
            }
        // Angles of many turns lose no digits.
        let angle = degrees.truncatingRemainder(dividingBy: 360) / 180 * .pi
        let (cosine, sine): (Double, Double) = (.cos(angle), .sin(angle))
        var result = input
        for sample in stride(from: 0, to: input.count, by: channels) {
            let (a, b) = (Double(input[sample + from]), Double(input[sample + towards]))
            result[sample + from] = Float(cosine * a - sine * b)
            result[sample + towards] = Float(sine * a + cosine * b)
        }
        return result
    }
}
