import DataParallel
import EnergyModels
import Quantities
import Report

/// Over what messages go.
enum Link: Sendable {
    /// A radio to one in the middle: each worker sends its message, and what comes back is the same whatever was sent.
    case radio(RadioProfile)
    /// A network between all workers: they gather each other's messages, or sum them on a ring where they can be summed.
    case network(name: String, title: String, rate: BitRate)

    /// In ids and definitions.
    var name: String {
        switch self {
        case .radio(let radio): radio.name
        case .network(let name, _, _): name
        }
    }

    /// As people call it.
    var title: String {
        switch self {
        case .radio(let radio): radio.title
        case .network(_, let title, _): title
        }
    }

    /// What a worker's messages cost.
    struct Cost {
        /// For which the link is occupied.
        var time: Seconds
        /// Of the radio; nil where nobody says.
        var energy: Joules?
        /// How messages come together, in a word.
        var pattern: String
    }

    /// What a step's message costs a worker.
    /// - Parameters:
    ///   - bytes: of its message.
    ///   - workers: that exchange theirs.
    ///   - isSummable: whether messages can be summed in place.
    ///   - period: from one step to the next, for radios that stay awake meanwhile.
    func cost(bytes: Double, workers: Int, isSummable: Bool, every period: Seconds) -> Cost {
        switch self {
        case .radio(let radio):
            let sent = radio.nominal.transmission(inStepsOf: period, bytes: ByteCount(Int(bytes.rounded(.up))))
            return Cost(time: sent.time, energy: sent.energy, pattern: "star")
        case .network(_, _, let rate):
            let messages = [Int](repeating: Int(bytes.rounded(.up)), count: workers)
            let pattern: CollectivePattern = isSummable ? .ringAllReduce : .allGather
            let traffic = pattern.traffic(of: 0, messages: messages)
            // Both directions at once.
            return Cost(
                time: Seconds(8 * max(traffic.sent, traffic.received) / rate.value), energy: nil,
                pattern: isSummable ? "ring" : "gather")
        }
    }
}

extension RadioModel {
    /// A message of each step, one after the other: how long it keeps the next step waiting, its part of the time in which the radio
    /// may send included, and its energy.
    /// - Parameter work: of a step before its message.
    func transmission(inStepsOf work: Seconds, bytes: ByteCount) -> (time: Seconds, energy: Joules) {
        // How long a step takes decides whether a session is kept.
        let first = transmission(of: bytes, .up, every: work)
        let sent = transmission(of: bytes, .up, every: work + first.setUpTime + first.airTime)
        let time = sent.setUpTime + sent.airTime
        guard let limit = airTimeLimit else { return (time, sent.energy) }
        return (max(time, sent.airTime / limit.share - work), sent.energy)
    }
}
