import Quantities
import TestSupport
import Statistics
import CountersTestSupport
import Testing

@testable import Energy

@Suite struct WindowTests {
    /// A meter whose readings the tests make up.
    private struct Dials: EnergyMeter {
        let name = "dials"
        let domain = EnergyDomain.package
        let provenance = "made up"
        let zones: [EnergyZone]
        func read() throws(EnergyUnavailability) -> EnergyReading { EnergyReading(seconds: 0, counts: []) }

        func joules(_ first: [UInt64], _ last: [UInt64], seconds: Double) -> Result<
            Joules, EnergyUnavailability
        > {
            Result { () throws(EnergyUnavailability) in
                try joules(
                    from: EnergyReading(seconds: 10, counts: first),
                    to: EnergyReading(seconds: 10 + seconds, counts: last))
            }
        }
    }

    /// AMD's range: 2^32 counts of 2^-16 J, in µJ.
    private let amd = Dials(zones: [
        EnergyZone(name: "package-0", joulesPerCount: 1e-6, range: 65_532_610_987)
    ])
    private let perf = Dials(zones: [EnergyZone(name: "pkg", joulesPerCount: 0x1p-32, range: nil)])

    @Test func differenceInJoules() {
        #expect(amd.joules([1_000_000], [51_000_000], seconds: 1) == .success(Joules(50)))
        #expect(perf.joules([0], [3 << 32], seconds: 0.1) == .success(Joules(3)))
    }

    @Test func oneWrapIsAllowedFor() throws {
        let used = try amd.joules([65_532_610_987 - 2_000_000], [3_000_000], seconds: 1).get()
        #expect(abs(used.value - 5) < 1e-9)
    }

    @Test func wrapsAreRightWhereverTheyFall() throws {
        var random = SeededGenerator(for: "wraps")
        for _ in 0..<1000 {
            let range: UInt64 = 65_532_610_987
            let first = UInt64.random(in: 0..<range, using: &random)
            let used = UInt64.random(in: 1...50_000_000, using: &random)
            let found = try amd.joules([first], [(first + used) % range], seconds: 1).get()
            #expect(abs(found.value - Double(used) * 1e-6) < 1e-9, "\(first) + \(used)")
        }
    }

    @Test func windowsInWhichTwoWrapsFitAreRefused() throws {
        let longest = try #require(amd.longestWindow)
        #expect(abs(longest - 65.532610987) < 1e-9)
        #expect(
            amd.joules([5], [100_000_000], seconds: 66)
                == .failure(.windowTooLong(seconds: 66, longest: longest)))
        #expect((try? amd.joules([5], [100_000_000], seconds: 65).get()) != nil)
        #expect(perf.longestWindow == nil)
        #expect((try? perf.joules([0], [1 << 42], seconds: 66).get()) != nil)
    }

    @Test func shortWindowsAreRefused() {
        let refused = amd.joules([0], [1_000_000], seconds: 0.03125)
        #expect(refused == .failure(.windowTooShort(seconds: 0.03125)))
        #expect((try? amd.joules([0], [1_000_000], seconds: 0.0625).get()) != nil)
    }

    @Test func aCounterThatStandsStillIsNoZeroJoules() {
        #expect(amd.joules([7], [7], seconds: 1) == .failure(.noMovement(zone: "package-0", seconds: 1)))
        let two = Dials(
            zones: amd.zones + [EnergyZone(name: "package-1", joulesPerCount: 1e-6, range: 65_532_610_987)])
        #expect(
            two.joules([0, 4], [9, 4], seconds: 0.5) == .failure(.noMovement(zone: "package-1", seconds: 0.5))
        )
    }

    @Test func impossiblePowerIsRefused() {
        #expect(
            amd.joules([0], [2_000_000_000], seconds: 1)
                == .failure(.impossiblePower(zone: "package-0", watts: 2000)))
    }

    @Test func aCounterWithoutAWrapDoesNotFall() {
        #expect(perf.joules([9], [8], seconds: 1) == .failure(.wentBackwards(zone: "pkg")))
    }

    @Test func aCounterBeyondItsRangeIsNotBelieved() {
        #expect(amd.joules([65_532_610_988], [8], seconds: 1) == .failure(.wentBackwards(zone: "package-0")))
    }

    @Test func everyReasonHasWords() {
        let reasons: [EnergyUnavailability] = [
            .noMeter(path: "p"), .forbidden(path: "p"), .unreadable(path: "p", message: "m"),
            .garbage(path: "p", text: "t"), .event("e", .noPMU), .socketsApart,
            .windowTooShort(seconds: 0.01),
            .windowTooLong(seconds: 99, longest: 66), .noMovement(zone: "z", seconds: 1),
            .wentBackwards(zone: "z"),
            .impossiblePower(zone: "z", watts: 5000),
            .noPower(path: "p"), .notDischarging(battery: "b", status: "Full"),
            .zeroPower(source: "s", seconds: 2), .uncovered(readings: 3, seconds: 2),
        ]
        #expect(reasons.allSatisfy { !$0.reason.isEmpty })
        #expect(reasons.count { $0.remedy != nil } == 10)
        #expect(
            EnergyUnavailability.noMovement(zone: "z", seconds: 1).description
                == "z did not move within 1.0 s; a virtual machine shows zeros; "
                + "run on bare metal, or attach a power meter")
    }
}
