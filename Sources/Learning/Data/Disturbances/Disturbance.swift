/// What happens to a sensor between training and use, to be put on test data: how much of a model's accuracy is left says
/// how robust it is.
///
/// A *sample* is what all channels hold at one moment (a pixel of an image); channels count from 0.
public enum Disturbance: Hashable, Sendable {
    /// White Gaussian noise on each channel, its power that of the channel's signal in this example, the mean aside, less a
    /// ratio in dB. The same seed gives the same noise at every ratio, only stronger or weaker.
    case noise(decibels: Double)
    /// A channel that delivers nothing from the first sample on.
    case missingChannel(Int, Filling)
    /// A share of the samples, 0 ... 1, that get lost with all their channels; to the nearest whole number of samples. What is
    /// lost at one share is lost at every larger one.
    case missingSamples(share: Double, Filling)
    /// All numbers times a factor.
    case gain(Double)
    /// All numbers with the other sign: a sensor the wrong way round.
    case inversion
    /// A number added to all, in the data's own units.
    case offset(Double)
    /// Three channels, from `first` on, as x, y and z of a vector that is turned about an axis: a sensor that sits otherwise
    /// than in training.
    case rotation(degrees: Double, about: Axis, first: Int)

    /// What stands where nothing was delivered.
    public enum Filling: String, CaseIterable, Sendable {
        /// 0.
        case zeros
        /// The last value that was delivered: for a channel without any its first one, as if it had got stuck there, for
        /// samples before the first one 0.
        case held
    }

    /// An axis of three channels. Seen from its tip, angles go counter-clockwise: by 90° about z, x becomes y.
    public enum Axis: String, CaseIterable, Sendable {
        case x, y, z
    }
}

extension Disturbance {
    /// Signal-to-noise ratios in dB: beyond, noise is all there is, or less than FP32's own rounding.
    static let ratios = -100.0...200.0

    /// Refuses numbers that mean nothing.
    /// - Throws: ``DisturbanceError/outOfRange(name:value:range:)``
    func check() throws(DisturbanceError) {
        switch self {
        case .noise(let decibels): try check(decibels, in: Self.ratios, "from -100 to 200 dB")
        case .missingSamples(let share, _): try check(share, in: 0...1, "a share from 0 to 1")
        case .gain(let number), .offset(let number), .rotation(let number, _, _):
            let finite = Double.greatestFiniteMagnitude
            try check(number, in: -finite...finite, "a finite number")
        case .missingChannel, .inversion: break
        }
    }

    private func check(_ value: Double, in range: ClosedRange<Double>, _ text: String) throws(DisturbanceError) {
        guard range.contains(value) else { throw .outOfRange(name: name, value: value, range: text) }
    }

    /// Refuses data that lack the channels.
    /// - Throws: ``DisturbanceError/channelsMissing(name:first:count:channels:)``
    func check(channels: Int) throws(DisturbanceError) {
        let (first, count): (Int, Int)
        switch self {
        case .missingChannel(let channel, _): (first, count) = (channel, 1)
        case .rotation(_, _, let channel): (first, count) = (channel, 3)
        case .noise, .missingSamples, .gain, .inversion, .offset: return
        }
        guard first >= 0, first <= channels - count else {
            throw .channelsMissing(name: name, first: first, count: count, channels: channels)
        }
    }
}
