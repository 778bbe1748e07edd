import EnergyModels
import Quantities
import Testing

@Suite("Connection events")
struct ConnectionEventTests {
    @Test("Phases without packets take 14.624 µC, an event of empty packets (10 bytes on air) every 100 ms 32.071 µC")
    func published() {
        #expect(abs(ConnectionEvent.constantCharge.value - 14.624e-6) < 5e-10)
        let event = ConnectionEvent.charge(received: 0, sent: 0, interval: Seconds(0.1))
        #expect(abs(event.value - 32.071e-6) < 5e-10)
    }

    @Test("A byte costs 8 µs of sending or listening")
    func bytes() {
        func charge(_ received: Int, _ sent: Int) -> Double {
            ConnectionEvent.charge(received: received, sent: sent, interval: Seconds(1)).value
        }
        #expect(abs(charge(1, 0) - charge(0, 0) - 8e-6 * 26.505e-3) < 1e-15)
        #expect(abs(charge(0, 1) - charge(0, 0) - 8e-6 * 36.445e-3) < 1e-15)
    }
}
