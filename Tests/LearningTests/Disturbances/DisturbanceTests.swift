import Foundation
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// What disturbances do to numbers.
@Suite struct DisturbanceTests {
    private let shape = ImageShape(height: 400, width: 1, channels: 3)

    /// Channels of different power and mean: a sine, a louder one on top of gravity, and a constant.
    private var signal: [Float] {
        (0..<shape.height).flatMap { time -> [Float] in
            let angle = 2 * Double.pi * Double(time) / 40
            return [Float(sin(angle)), Float(9.81 + 3 * cos(angle)), 0.5]
        }
    }

    private func channel(_ index: Int, of input: [Float]) -> [Double] {
        stride(from: index, to: input.count, by: shape.channels).map { Double(input[$0]) }
    }

    /// Lets a generator of `seed` 1 disturb the signal.
    private func applied(_ text: String, example: Int = 0, seed: UInt64 = 1) throws -> [Float] {
        try Disturbance(parsing: text).applied(to: signal, shape: shape, example: example, seed: seed)
    }

    /// The signal's power by that of what was added, in dB; the signal's mean is none of it.
    private func ratio(_ signal: [Double], _ disturbed: [Double]) -> Double {
        let mean = signal.reduce(0, +) / Double(signal.count)
        let power = signal.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let noise = zip(signal, disturbed).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
        return 10 * log10(power / noise)
    }

    @Test(arguments: [-10.0, 0, 10, 20, 40])
    func noiseHasTheRatioAskedFor(_ decibels: Double) throws {
        var sums = [0.0, 0.0]
        for example in 0..<50 {
            let noisy = try applied("noise/\(decibels)dB", example: example)
            for index in 0..<2 {
                let measured = ratio(channel(index, of: signal), channel(index, of: noisy))
                // The noise's power has a deviation of √(2/400), 0.31 dB; six of them.
                #expect(abs(measured - decibels) < 1.9, "example \(example), channel \(index)")
                sums[index] += measured
            }
            #expect(channel(2, of: noisy) == channel(2, of: signal), "a constant carries no signal")
        }
        for sum in sums { #expect(abs(sum / 50 - decibels) < 0.27, "six deviations of the mean of 50") }
    }

    /// White: neighbours, and channels, have nothing to do with each other. Six deviations of 1/√400.
    @Test func noiseIsWhiteAndWithoutMean() throws {
        let noisy = try applied("noise/0dB")
        let noises = (0..<2).map { index -> [Double] in
            let difference = zip(channel(index, of: noisy), channel(index, of: signal)).map { $0 - $1 }
            let power = difference.reduce(0) { $0 + $1 * $1 } / Double(difference.count)
            return difference.map { $0 / power.squareRoot() }
        }
        func correlation(_ a: some Sequence<Double>, _ b: some Sequence<Double>) -> Double {
            zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / 400
        }
        for noise in noises {
            #expect(abs(noise.reduce(0, +) / 400) < 0.3)
            for lag in 1...5 { #expect(abs(correlation(noise, noise.dropFirst(lag))) < 0.3) }
        }
        #expect(abs(correlation(noises[0], noises[1])) < 0.3)
    }

    @Test func theSameSeedDisturbsTheSame() throws {
        for text in ["noise/10dB", "missing/0.2", "missing/0.5/held"] {
            #expect(try applied(text) == applied(text))
            #expect(try applied(text) != applied(text, example: 1), "each example has its own")
            #expect(try applied(text) != applied(text, seed: 2))
        }
        // More noise is the same noise, louder.
        let (soft, loud) = (try applied("noise/20dB"), try applied("noise/0dB"))
        for index in 0..<2 {
            let (clean, soft, loud) = (channel(index, of: signal), channel(index, of: soft), channel(index, of: loud))
            for place in clean.indices {
                #expect(abs((loud[place] - clean[place]) - 10 * (soft[place] - clean[place])) < 1e-4)
            }
        }
    }

    @Test func missingChannelsReadZeroOrTheirFirstValue() throws {
        let (zeros, held) = (try applied("missing/channel-1"), try applied("missing/channel-1/held"))
        for result in [zeros, held] {
            for other in [0, 2] { #expect(channel(other, of: result) == channel(other, of: signal)) }
        }
        #expect(channel(1, of: zeros).allSatisfy { $0 == 0 })
        #expect(channel(1, of: held).allSatisfy { $0 == Double(signal[1]) })
    }

    @Test func theShareOfSamplesIsMissingWithAllChannels() throws {
        /// Numbers from 1 on, so that none is 0.
        let input = (0..<shape.count).map { Float($0 + 1) }
        func lost(_ share: Double, _ filling: Disturbance.Filling, _ example: Int) throws -> (Set<Int>, [Float]) {
            let result = try Disturbance.missingSamples(share: share, filling)
                .applied(to: input, shape: shape, example: example, seed: 3)
            let lost = (0..<shape.height).filter { result[3 * $0] != input[3 * $0] }
            for sample in 0..<shape.height {
                let isLost = result[3 * sample] != input[3 * sample]
                for place in 3 * sample..<3 * sample + 3 { #expect((result[place] != input[place]) == isLost) }
            }
            return (Set(lost), result)
        }
        for example in 0..<10 {
            var before: Set<Int> = []
            for share in [0, 0.001, 0.00125, 0.2, 0.5, 1] {
                let (zeros, zeroed) = try lost(share, .zeros, example)
                let (held, filled) = try lost(share, .held, example)
                #expect(zeros.count == Int((share * 400).rounded()) && zeros == held && zeros.isSuperset(of: before))
                before = zeros
                var last: ArraySlice<Float> = [0, 0, 0]
                for sample in 0..<shape.height {
                    let range = 3 * sample..<3 * sample + 3
                    if zeros.contains(sample) {
                        #expect(zeroed[range].allSatisfy { $0 == 0 } && Array(filled[range]) == Array(last))
                    } else {
                        last = input[range]
                    }
                }
            }
        }
    }

    @Test func gainInversionAndOffsetAreExact() throws {
        #expect(try applied("gain/0.5") == signal.map { $0 / 2 })
        #expect(try applied("gain/-2") == signal.map { $0 * -2 })
        #expect(try applied("gain/1") == signal && applied("offset/0") == signal)
        #expect(try applied("invert") == signal.map { -$0 })
        #expect(try applied("offset/-0.25") == signal.map { Float(Double($0) - 0.25) })
    }

    // MARK: Examples

    @Test func setsAreDisturbedExampleByExample() throws {
        let examples = try ActivityStream(seed: 4).examples(of: 0..<2, count: 5)
        for text in ["noise/10dB", "missing/0.3/held", "rotate/90", "gain/2"] {
            let disturbance = try Disturbance(parsing: text)
            let disturbed = try disturbance.applied(to: examples, seed: 8)
            #expect(disturbed.labels == examples.labels && disturbed.classes == examples.classes)
            #expect(disturbed.shape == examples.shape && disturbed != examples)
            for index in 0..<examples.count {
                let alone = try disturbance.applied(
                    to: examples.withInput(index) { Array($0) }, shape: examples.shape, example: index, seed: 8)
                #expect(disturbed.withInput(index) { Array($0) } == alone)
            }
        }
        #expect(throws: DataError.self) { try Disturbance.gain(1e300).applied(to: examples, seed: 1) }
    }

    @Test func refusesDataThatDoNotFit() throws {
        func error(_ disturbance: Disturbance, _ input: [Float]) -> DisturbanceError? {
            do {
                _ = try disturbance.applied(to: input, shape: shape, example: 0, seed: 1)
                return nil
            } catch { return error }
        }
        #expect(error(.inversion, [1, 2]) == .inputCountDiffers(expected: 1200, actual: 2))
        for channel in [-1, 3, .max] {
            let name = "missing/channel-\(channel)"
            #expect(
                error(.missingChannel(channel, .zeros), signal)
                    == .channelsMissing(name: name, first: channel, count: 1, channels: 3))
        }
        for first in [-1, 1, .max] {
            let rotation = Disturbance.rotation(degrees: 90, about: .x, first: first)
            #expect(
                error(rotation, signal)
                    == .channelsMissing(name: "rotate/90/x/channel-\(first)", first: first, count: 3, channels: 3))
            #expect(!rotation.words.isEmpty)
        }
        for disturbance in [
            Disturbance.noise(decibels: .nan), .noise(decibels: 201), .missingSamples(share: -0.1, .zeros),
            .missingSamples(share: 1.1, .held), .missingSamples(share: .nan, .held), .gain(.infinity), .offset(.nan),
            .rotation(degrees: .infinity, about: .z, first: 0),
        ] {
            guard case .outOfRange = error(disturbance, signal) else {
                Issue.record("\(disturbance) was taken")
                continue
            }
        }
    }

    // MARK: Seeded bugs

    /// Noise by the power of all channels together, the mean included, would drown the weak one.
    @Test func noiseOfAnotherPowerIsFound() throws {
        var generator = SeededGenerator(seed: 1)
        var careless = signal.map(Double.init)
        addNoise(to: &careless, ratio: 10, using: &generator)
        let measured = ratio(channel(0, of: signal), stride(from: 0, to: careless.count, by: 3).map { careless[$0] })
        #expect(abs(measured - 10) > 1.9)
    }
}
