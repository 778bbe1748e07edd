import Statistics
import TestSupport
import Testing

@testable import Learning

/// The compact form of disturbances.
@Suite struct DisturbanceTextTests {
    @Test func textsAreReadAndGivenBack() throws {
        let cases: [(String, Disturbance, String)] = [
            ("noise/10dB", .noise(decibels: 10), "white noise at a signal-to-noise ratio of 10 dB"),
            ("noise/-2.5dB", .noise(decibels: -2.5), "white noise at a signal-to-noise ratio of -2.5 dB"),
            ("missing/channel-1", .missingChannel(1, .zeros), "channel 1 is missing and reads 0"),
            ("missing/channel-0/held", .missingChannel(0, .held), "channel 0 is stuck at its first value"),
            (
                "missing/0.2", .missingSamples(share: 0.2, .zeros),
                "a share of 0.2 of the samples is missing and reads 0"
            ),
            (
                "missing/1/held", .missingSamples(share: 1, .held),
                "a share of 1 of the samples is missing, and the last value is held"
            ),
            ("gain/0.5", .gain(0.5), "all numbers are times 0.5"), ("invert", .inversion, "all signs are inverted"),
            ("offset/-0.3", .offset(-0.3), "all numbers are shifted by -0.3"),
            (
                "rotate/90", .rotation(degrees: 90, about: .z, first: 0),
                "the three channels from 0 on are turned by 90° about z"
            ),
            (
                "rotate/-45/x", .rotation(degrees: -45, about: .x, first: 0),
                "the three channels from 0 on are turned by -45° about x"
            ),
            (
                "rotate/90/z/channel-3", .rotation(degrees: 90, about: .z, first: 3),
                "the three channels from 3 on are turned by 90° about z"
            ),
        ]
        for (text, disturbance, words) in cases {
            #expect(try Disturbance(parsing: text) == disturbance)
            #expect(disturbance.name == text && disturbance.words == words)
        }
    }

    @Test func otherSpellingsHaveOneName() throws {
        for (text, name) in [
            ("noise/1e1dB", "noise/10dB"), ("noise/+10.0dB", "noise/10dB"),
            ("missing/channel-01/zeros", "missing/channel-1"),
            ("missing/.2/zeros", "missing/0.2"), ("gain/2.", "gain/2"), ("rotate/90/z", "rotate/90"),
            ("rotate/90/z/channel-0", "rotate/90"), ("offset/-0", "offset/0"),
        ] {
            #expect(try Disturbance(parsing: text).name == name)
        }
    }

    @Test func anyDisturbanceComesBackFromItsName() throws {
        var generator = SeededGenerator(for: "names of disturbances")
        for _ in 0..<2000 {
            let number =
                (2 * generator.uniform() - 1) * [1e-300, 1e-9, 1, 90, 1e16, 1e300][generator.integer(below: 6)]
            let filling = Disturbance.Filling.allCases[generator.integer(below: 2)]
            let axis = Disturbance.Axis.allCases[generator.integer(below: 3)]
            let channel = generator.integer(below: 12)
            let all: [Disturbance] = [
                .noise(decibels: 300 * generator.uniform() - 100), .missingChannel(channel, filling),
                .missingSamples(share: generator.uniform(), filling), .gain(number), .inversion, .offset(number),
                .rotation(degrees: number, about: axis, first: channel), .gain(number.rounded()),
            ]
            for disturbance in all { #expect(try Disturbance(parsing: disturbance.name) == disturbance) }
        }
    }

    @Test func refusesWhatItCannotRead() {
        let kinds = ["noise", "missing", "gain", "invert", "offset", "rotate"]
        let (ratio, share) = ("a ratio such as 10dB", "a share such as 0.2, or a channel such as channel-1")
        let cases: [(String, DisturbanceError)] = [
            ("", .unknown(text: "", kinds: kinds, nearest: [])),
            ("nosie/10dB", .unknown(text: "nosie/10dB", kinds: kinds, nearest: ["noise"])),
            ("blur/3", .unknown(text: "blur/3", kinds: kinds, nearest: [])),
            ("Invert", .unknown(text: "Invert", kinds: kinds, nearest: ["invert"])),
            ("noise", .partInvalid(text: "noise", expected: ratio)),
            ("noise/10", .partInvalid(text: "noise/10", expected: ratio)),
            ("noise/10 dB", .partInvalid(text: "noise/10 dB", expected: ratio)),
            ("noise/dB", .partInvalid(text: "noise/dB", expected: ratio)),
            ("noise/infdB", .partInvalid(text: "noise/infdB", expected: ratio)),
            ("noise/0x10dB", .partInvalid(text: "noise/0x10dB", expected: ratio)),
            ("noise/10dB/", .partSurplus(text: "noise/10dB/", part: "")),
            ("noise/201dB", .outOfRange(name: "noise/201dB", value: 201, range: "from -100 to 200 dB")),
            ("missing", .partInvalid(text: "missing", expected: share)),
            ("missing/channel1", .partInvalid(text: "missing/channel1", expected: share)),
            (
                "missing/channel--1",
                .partInvalid(text: "missing/channel--1", expected: "a channel from channel-0 on")
            ),
            (
                "missing/channel-99999999999999999999",
                .partInvalid(text: "missing/channel-99999999999999999999", expected: "a channel from channel-0 on")
            ),
            ("missing/0.2/last", .partInvalid(text: "missing/0.2/last", expected: "zeros or held")),
            ("missing/1.5", .outOfRange(name: "missing/1.5", value: 1.5, range: "a share from 0 to 1")),
            ("gain/", .partInvalid(text: "gain/", expected: "a factor such as 0.5")),
            ("gain/nan", .partInvalid(text: "gain/nan", expected: "a factor such as 0.5")),
            ("gain/1e999", .partInvalid(text: "gain/1e999", expected: "a factor such as 0.5")),
            ("invert/1", .partSurplus(text: "invert/1", part: "1")),
            ("offset", .partInvalid(text: "offset", expected: "a number such as 0.3")),
            ("rotate", .partInvalid(text: "rotate", expected: "an angle in degrees such as 90")),
            ("rotate/90/w", .partInvalid(text: "rotate/90/w", expected: "x or y or z")),
            ("rotate/90/x/3", .partSurplus(text: "rotate/90/x/3", part: "3")),
        ]
        for (text, expected) in cases {
            #expect(throws: expected, "\(text)") { try Disturbance(parsing: text) }
        }
    }

    @Test func errorsNameCauseAndRemedy() {
        let cases: [(DisturbanceError, String)] = [
            (
                .unknown(text: "blur/3", kinds: ["noise", "gain"], nearest: []),
                "'blur/3' is no disturbance; use one of noise, gain"
            ),
            (
                .unknown(text: "nosie/3", kinds: ["noise"], nearest: ["noise"]),
                "'nosie/3' is no disturbance; did you mean noise?"
            ),
            (
                .partInvalid(text: "noise/10", expected: "a ratio such as 10dB"),
                "'noise/10' lacks a ratio such as 10dB; write it behind the slash"
            ),
            (.partSurplus(text: "invert/1", part: "1"), "'invert/1' goes on with '1'; leave that out"),
            (
                .outOfRange(name: "missing/1.5", value: 1.5, range: "a share from 0 to 1"),
                "missing/1.5: 1.5 is out of range; use a share from 0 to 1"
            ),
            (
                .channelsMissing(name: "missing/channel-3", first: 3, count: 1, channels: 3),
                "missing/channel-3 takes channel 3, but the data have 3, from 0; name another"
            ),
            (
                .channelsMissing(name: "rotate/90", first: 0, count: 3, channels: 1),
                "rotate/90 takes 3 channels from 0 on, but the data have 1, from 0; name others"
            ),
            (
                .inputCountDiffers(expected: 6, actual: 5),
                "the example has 5 numbers, but its shape needs 6; give it the data's shape"
            ),
        ]
        for (error, text) in cases { #expect("\(error)" == text) }
    }
}
