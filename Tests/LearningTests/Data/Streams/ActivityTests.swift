import Foundation
import Statistics
import TestSupport
import Testing

@testable import Learning

@Suite struct ActivityTests {
    private let stream = ActivityStream(seed: 5)

    private func vertical(_ body: [BodyAcceleration]) -> [Double] { body.map(\.vertical) }

    @Test func stepsComeAtThePersonsRate() {
        var generator = SeededGenerator(for: "cadence")
        for number in 0..<6 {
            let person = ActivityPerson(seed: 5, number: number)
            for (label, factor) in [1, 0.92, 1.04].enumerated() {
                let found = (0..<16).map { _ in
                    peak(
                        of: stream.steps(of: person, label: label, using: &generator).map(\.vertical), in: 1...3,
                        step: 0.01, rate: 50)
                }
                let rate = found.reduce(0, +) / 16
                #expect(abs(rate / (person.walking.stepRate * factor) - 1) < 0.05, "person \(number), label \(label)")
            }
        }
    }

    /// Left and right differ sideways: the odd multiples of the stride's rate dominate there.
    @Test func strideAndStepShowOnTheirAxes() {
        var generator = SeededGenerator(for: "harmonics of gait")
        for number in 0..<6 {
            let person = ActivityPerson(seed: 5, number: number)
            let rate = person.walking.stepRate
            var odd = [0.0, 0]
            var even = [0.0, 0]
            for _ in 0..<8 {
                let body = stream.steps(of: person, label: 0, using: &generator)
                for (axis, signal) in [body.map(\.lateral), body.map(\.vertical)].enumerated() {
                    odd[axis] += power(of: signal, at: rate / 2, rate: 50) + power(of: signal, at: 1.5 * rate, rate: 50)
                    even[axis] += power(of: signal, at: rate, rate: 50) + power(of: signal, at: 2 * rate, rate: 50)
                }
            }
            #expect(odd[0] > even[0])
            #expect(even[1] > 3 * odd[1])
        }
    }

    /// Young's mean for the first harmonic at 2 Hz against Schulze's measurement there, 0.37.
    @Test func forcesAgreeBetweenSources() {
        let gait = Gait.walking(stepRate: 2)
        #expect(abs(gait.vertical[0].amplitude / 0.37 - 1) < 0.1)
        #expect(Gait.walking(stepRate: 2.8).vertical[0].amplitude == 0.5)
        // Peaks to 1.6 times the weight have been measured on steep stairs (Stacoff et al. 2005).
        let down = Gait.walking(stepRate: 1.87).downstairs.vertical.reduce(0) { $0 + $1.amplitude }
        #expect(down > 0.4 && down < 1)
    }

    private func means(_ label: Int, persons: Int, windows: Int) -> [[Double]] {
        var means: [[Double]] = []
        for person in 0..<persons {
            for index in 0..<windows {
                let example = stream.example(index, of: person)
                guard example.label == label else { continue }
                means.append(
                    (0..<3).map { axis in
                        stride(from: axis, to: 384, by: 3).reduce(0) { $0 + Double(example.input[$1]) } / 128
                    })
            }
        }
        return means
    }

    @Test func restShowsGravityInThePosturesDirection() {
        var pitch: [Double] = []
        for label in 3...4 {
            let vectors = means(label, persons: 60, windows: 12)
            for vector in vectors {
                #expect(abs(hypot(hypot(vector[0], vector[1]), vector[2]) - 1) < 0.02)
            }
            pitch.append(vectors.reduce(0) { $0 + atan2($1[2], $1[0]) } / Double(vectors.count) * 180 / .pi)
        }
        // Sitting down turns the pelvis back by 18.3° (Endo et al. 2012); the mean of 60 persons is known to about 1°.
        #expect(abs(abs(pitch[1] - pitch[0]) - 18.3) < 3.5)
        for vector in means(5, persons: 20, windows: 12) {
            #expect(abs(vector[0]) < 0.6)
        }
    }

    @Test func turningKeepsLengthsAndCanBeUndone() {
        var generator = SeededGenerator(for: "orientation")
        for _ in 0..<50 {
            let turn = Orientation(pitch: generator.gaussian(), roll: generator.gaussian(), yaw: generator.gaussian())
            let vector = BodyAcceleration(
                vertical: generator.gaussian(), lateral: generator.gaussian(), forward: generator.gaussian())
            let turned = turn.turned(vector)
            func length(_ v: BodyAcceleration) -> Double {
                v.vertical * v.vertical + v.lateral * v.lateral + v.forward * v.forward
            }
            #expect(abs(length(turned) - length(vector)) < 1e-12)
            let back = Orientation(pitch: 0, roll: 0, yaw: -turn.yaw).turned(turned)
            let further = Orientation(pitch: 0, roll: -turn.roll, yaw: 0).turned(back)
            let undone = Orientation(pitch: -turn.pitch, roll: 0, yaw: 0).turned(further)
            #expect(abs(undone.vertical - vector.vertical) < 1e-12 && abs(undone.forward - vector.forward) < 1e-12)
        }
        // Lying on the back, an accelerometer's forward axis points up; on a side, the lateral one.
        let up = BodyAcceleration(vertical: 1, lateral: 0, forward: 0)
        #expect(abs(Orientation(pitch: -.pi / 2, roll: 0, yaw: 0).turned(up).forward - 1) < 1e-12)
        #expect(abs(abs(Orientation(pitch: -.pi / 2, roll: 0, yaw: .pi / 2).turned(up).lateral) - 1) < 1e-12)
    }
}
