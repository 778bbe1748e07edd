import Quantities

/// A payload cut into packets: all full but perhaps the last.
struct Packets {
    /// Bytes of a full one.
    let size: Int
    /// Full ones.
    let full: Int
    /// Bytes in the last one where it is not full; 0 where there is none.
    let rest: Int

    init(_ payload: ByteCount, of size: Int) {
        self.size = size
        (full, rest) = payload.count.quotientAndRemainder(dividingBy: size)
    }

    var count: Int { full + (rest > 0 ? 1 : 0) }

    /// All of them one after the other; nothing where there is none.
    /// - Parameters:
    ///   - fixed: what they cost together beside themselves.
    ///   - supply: at which their charges are drawn.
    ///   - exchange: what a packet of so many bytes takes.
    func transmission(
        fixed: Joules = .zero, at supply: Volts, _ exchange: (Int) -> PacketExchange
    ) -> Transmission {
        guard count > 0 else { return .none }
        var (charge, time) = (Coulombs.zero, Seconds.zero)
        if full > 0 {
            let packet = exchange(size)
            (charge, time) = (Double(full) * packet.charge, Double(full) * packet.time)
        }
        if rest > 0 {
            let packet = exchange(rest)
            (charge, time) = (charge + packet.charge, time + packet.time)
        }
        return Transmission(fixed: fixed, marginal: charge * supply, airTime: time, packets: count)
    }
}

/// A packet with all that belongs to it: spaces, acknowledgement, windows for answers.
struct PacketExchange {
    var charge: Coulombs
    var time: Seconds
}
