import Measurement
import MicroLearning
import MicroUpdate
import Report
import Statistics
import Testing

@testable import Suites

@Suite("micro-update")
struct MicroUpdateSuiteTests {
    private static func refusal(replacing old: String, with new: String) -> String {
        do {
            _ = try MicroUpdateSuite(
                definition: Repository.definition(of: MicroUpdateSuite.name, replacing: old, with: new),
                request: SuiteRequest())
            return "accepted"
        } catch {
            return "\(error)"
        }
    }

    @Test("A score and an update in all precisions; each scenario begins and learns in all ways")
    func groups() throws {
        let suite = try MicroUpdateSuite(
            definition: Repository.definition(of: MicroUpdateSuite.name), request: SuiteRequest())
        let groups = try suite.groups(on: HostFacts())
        #expect(groups.count == 2 + 2 * 5)
        for group in groups { #expect(group.cases.count { $0.role == .baseline } == 1) }
        #expect(groups[0].cases.map(\.id.variant).sorted() == MicroPrecision.allCases.map(\.rawValue).sorted())
        // Six policies in FP32, and learning from every event in six other precisions.
        #expect(groups[3].cases.count == 12)
    }

    @Test(
        "What is wrong with the definition is told with its place",
        arguments: [
            ("precisions: [fp32, fp64", "precisions: [fp64", "the others are held against fp32"),
            ("fp16, int8-latent", "fp16, int7", "no precision 'int7'"),
            ("source: listener", "source: listner", "did you mean listener?"),
            (
                "schedule: sudden/2000, events: 5000 }", "schedule: sudden/9000, events: 5000 }",
                "nothing drifts within 5000"
            ),
            ("surprised/0.4", "surprised/1.4", "between 0 and 1"),
            ("policies: [frozen, every", "policies: [every", "frozen"),
            ("individuals: 20", "individuals: 3", "from 10 to 1000"),
            ("scenarios: [playlist]", "scenarios: [playlst]", "nearest: playlist"),
            ("processors: [nucleo-l4r5zi,", "processors: [nucleo-l4,", "nucleo-l4"),
        ])
    func refusals(old: String, new: String, word: String) {
        let message = Self.refusal(replacing: old, with: new)
        #expect(message.contains(word) && message.contains("definition-"), "\(message)")
    }

    @Test("Every precision's kernel passes its check", arguments: MicroPrecision.allCases)
    func kernels(precision: MicroPrecision) throws {
        let kernel = try MicroKernel.of(precision, .playlist, seed: 1)
        var generator = SeededGenerator(seed: 3, stream: "test")
        let check = try kernel.check(&generator)
        #expect(check.passed, "\(check.detail)")
        kernel.score()
        kernel.update()
    }

    @Test("An update of the wrong sign, of another context or from gradients after the update is found")
    func seededBugs() {
        let oracle = MicroOracle(.playlist)
        func check(_ bug: (MicroOracle.Draw) -> [Double]) -> Bool {
            var generator = SeededGenerator(seed: 5, stream: "test")
            return oracle.rounding(Double(Float.ulpOfOne), by: &generator, bug).passed
        }
        #expect(check { oracle.update($0).parameters })
        #expect(
            !check { draw in
                let (_, parameters, moves) = oracle.update(draw)
                return zip(parameters, moves).map { $0 - 2 * $1 }
            })
        #expect(
            !check { draw in
                var other = draw
                other.context = (draw.context + 1) % 6
                return oracle.update(other).parameters
            })
        #expect(
            !check { draw in
                // The coefficients' gradients with gates that have moved already.
                var parameters = oracle.update(draw).parameters
                let step = draw.rate * (oracle.update(draw).score - draw.label)
                for i in 0..<18 {
                    parameters[18 + i] = draw.parameters[18 + i] - step * parameters[i] * draw.features[i]
                }
                return parameters
            })
    }

    @Test("Bytes of state are those of the parameters and an event")
    func bytes() throws {
        let expected = [
            "fp64": 336 + 160, "fp32": 168 + 80, "fp16": 84 + 80, "int8-latent": 168 + 80,
            "int8-stochastic": 42 + 20 + 8,
            "int8-nearest": 42 + 20, "fixed": 84 + 48,
        ]
        for precision in MicroPrecision.allCases {
            let state = try MicroKernel.of(precision, .playlist, seed: 1).state
            #expect(state.total == expected[precision.rawValue], "\(precision.rawValue): \(state)")
        }
    }
}
