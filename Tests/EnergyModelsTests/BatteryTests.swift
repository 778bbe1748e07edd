import EnergyModels
import Quantities
import Testing

@Suite("Batteries")
struct BatteryTests {
    private func cell(_ milliampereHours: Double, _ volts: Double = 3) -> BatteryModel {
        var battery = BatteryModel()
        (battery.capacity, battery.voltage) = (Coulombs(3.6 * milliampereHours), Volts(volts))
        return battery
    }

    @Test("1,000 mAh at 116.57 mC an hour and 3.44 µA last 3.1868 years")
    func life() {
        let current = Coulombs(116.57e-3) / Seconds(3600) + Amperes(3.44e-6)
        #expect(abs(current.value - 35.8206e-6) < 5e-11)
        let years = cell(1000).life(at: current) / Seconds(8760 * 3600)
        // 3.18686: the source cuts its digits off.
        #expect(abs(years - 3.1868) < 1e-4)
    }

    @Test("Self-discharge alone empties it in 1 ÷ r years; cut-off and converter shorten its life in proportion")
    func losses() {
        var battery = cell(1000)
        battery.selfDischarge = Ratio(0.25)
        #expect(abs(battery.life(at: Amperes(0)) / Seconds(8760 * 3600) - 4) < 1e-12)
        let whole = battery.life(at: Amperes(1e-3))
        (battery.usable, battery.converter) = (Ratio(0.8), Ratio(0.9))
        #expect(abs(battery.life(at: Amperes(1e-3)) / whole - 0.72) < 1e-12)
    }

    @Test("Its life at the power that drains it in a time is that time")
    func drain() {
        var battery = cell(300, 3.8)
        (battery.usable, battery.converter) = (Ratio(0.95), Ratio(0.85))
        let days = Seconds(3 * 86_400)
        #expect(abs(battery.life(at: battery.drain(over: days)) / days - 1) < 1e-12)
    }

    @Test("A CR2032 cannot feed an ESP32, but a Bluetooth radio")
    func pulse() {
        var battery = cell(225)
        (battery.converter, battery.pulseLimit) = (Ratio(0.9), Amperes(15e-3))
        #expect(!battery.bears(peak: Amperes(0.240) * Volts(3.3)))
        #expect(battery.bears(peak: Amperes(6.4e-3) * Volts(3)))
        #expect(abs(battery.current(for: Amperes(9e-3) * Volts(3)).value - 10e-3) < 1e-15)
        battery.continuousLimit = Amperes(3e-3)
        #expect(battery.bears(mean: Watts(8e-3)) && !battery.bears(mean: Watts(9e-3)))
    }

    @Test("From 3 to 11 days: 72.7 % of the power, which no bytes over Bluetooth explain but connection events may")
    func threeToElevenDays() {
        let battery = cell(300, 3.85)
        let share = RadioShare(battery, before: Seconds(3 * 86_400), after: Seconds(11 * 86_400))
        #expect(abs(share.share - 0.7273) < 5e-5)
        // 300 mAh at 3.85 V are 4,158 J, 16.04 mW over three days, of which 11.67 mW go.
        #expect(abs(share.power.value - 4158 / 259_200) < 1e-12)
        #expect(abs(share.saved.value - 4158 / 259_200 * 8 / 11) < 1e-12)
        // At 0.2 mJ a KiB that is half a megabit a second, day and night.
        let rate = share.byteRate(over: Radios.bluetooth)
        #expect((4e5...6e5).contains(rate.value))
        let radio = Radios.bluetooth
        let interval = share.connectionInterval(of: radio)
        var fast = radio
        (fast.interval, fast.sleep) = (interval, .zero)
        #expect(abs(fast.maintenance / share.saved - 1) < 1e-9)
    }
}
