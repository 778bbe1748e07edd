import Statistics
import TestSupport
import Testing

/// Sparsifiers keep their laws over 200 gradients each; what breaks a law is reported.
@Suite struct SparsifierLawTests {
    private static func option(_ values: SparsifierLaws.Values) -> String { values == .fp32 ? "" : "/\(values)" }

    private static func kinds(_ values: SparsifierLaws.Values) -> [GradientKind] {
        values == .fp16 ? GradientKind.moderate : GradientKind.allCases
    }

    private static func top(_ share: Double, _ values: SparsifierLaws.Values, _ positions: String = "") -> LawTrial {
        let contraction = values == .fp32 ? [SparsifierLaws.contraction(share)] : []
        return LawTrial(
            codec: "top-k/\(share)\(option(values))\(positions)", kinds: kinds(values),
            laws: [SparsifierLaws.top(share, values)] + contraction)
    }

    private static func threshold(_ magnitude: Float, _ values: SparsifierLaws.Values) -> LawTrial {
        LawTrial(
            codec: "threshold/\(magnitude)\(option(values))", kinds: kinds(values),
            laws: [SparsifierLaws.threshold(magnitude, values)])
    }

    private static func random(_ share: Double, _ values: SparsifierLaws.Values, isUnbiased: Bool) -> LawTrial {
        LawTrial(
            codec: "random-k/\(share)\(isUnbiased ? "/unbiased" : "")\(option(values))", kinds: kinds(values),
            laws: [SparsifierLaws.random(share, isUnbiased: isUnbiased, values)])
    }

    private static func sampled(
        _ share: Double, _ values: SparsifierLaws.Values = .fp32, kinds: [GradientKind] = GradientKind.allCases
    ) -> LawTrial {
        LawTrial(
            codec: "sampled-top-k/\(share)\(option(values))", kinds: kinds,
            laws: [SparsifierLaws.sampledTop(share, values)])
    }

    private static let trials: [LawTrial] = {
        var trials = [top(0.5, .fp32), top(1, .fp32), sampled(0.0005), sampled(0.02), sampled(0.3)]
        trials.append(sampled(0.02, .fp16, kinds: [.gaussian, .heavyTailed, .mixedSigns]))
        for values in SparsifierLaws.Values.allCases {
            for positions in ["", "/coo", "/bitmap", "/gaps"] {
                trials += [top(0.001, values, positions), top(0.1, values, positions)]
            }
            trials += [threshold(0, values), threshold(0.01, values), threshold(2, values)]
            for share in [0.01, 0.5, 1] where values != .signs {
                trials += [random(share, values, isUnbiased: false), random(share, values, isUnbiased: true)]
            }
        }
        return trials
    }()

    @Test(arguments: trials) func keepsItsLaw(_ trial: LawTrial) throws {
        let violation = try trial.violation()
        #expect(violation == nil)
    }

    @Test("Positions in every coding say the same, and the smallest is the smallest of the three")
    func positions() throws {
        var generator = SeededGenerator(for: "codings of positions")
        for count in GradientKind.sizes(using: &generator) {
            let gradient = GradientKind.gaussian.elements(count, using: &generator)
            let share = ["0.0005", "0.01", "0.06", "0.3", "0.9"][generator.integer(below: 5)]
            func sent(_ positions: String) throws -> Transfer {
                try Sender("top-k/\(share)\(positions)", count: count).send(gradient)
            }
            let each = try ["/coo", "/bitmap", "/gaps"].map(sent)
            let own = try sent("")
            for other in each { #expect(other.decoded == own.decoded, "\(share) of \(count)") }
            #expect(own.message.count == each.map(\.message.count).min(), "\(share) of \(count)")
        }
    }

    /// A transfer of Gaussian elements, some of them equal, that was changed afterwards.
    private func changed(_ codec: String, _ change: (inout Transfer) -> Void) throws -> Transfer {
        var generator = SeededGenerator(seed: 3)
        var gradient = GradientKind.gaussian.elements(500, using: &generator)
        for place in stride(from: 0, to: 500, by: 3) { gradient[place] = place % 2 == 0 ? 0.02 : -0.02 }
        var transfer = try Sender(codec, count: 500).send(gradient)
        change(&transfer)
        return transfer
    }

    private static let laws: [(codec: String, law: TransferLaw)] = {
        var laws: [(codec: String, law: TransferLaw)] = [
            ("sampled-top-k/0.1", SparsifierLaws.sampledTop(0.1)), ("random-k/0.1", SparsifierLaws.random(0.1)),
            ("random-k/0.1/unbiased", SparsifierLaws.random(0.1, isUnbiased: true)),
        ]
        for values in SparsifierLaws.Values.allCases {
            laws.append(("top-k/0.1\(option(values))", SparsifierLaws.top(0.1, values)))
            laws.append(("threshold/0.01\(option(values))", SparsifierLaws.threshold(0.01, values)))
        }
        return laws
    }()

    @Test("A value a step of FP32 away, a lost one and two swapped are reported") func values() throws {
        for (codec, law) in Self.laws {
            #expect(try law(changed(codec) { _ in }) == nil, "\(codec)")
            let moved = try changed(codec) { transfer in
                let place = transfer.decoded.lastIndex { $0 != 0 } ?? 0
                transfer.decoded[place] = transfer.decoded[place].nextUp
            }
            #expect(law(moved) != nil, "\(codec)")
            let lost = try changed(codec) { transfer in
                transfer.decoded[transfer.decoded.lastIndex { $0 != 0 } ?? 0] = 0
            }
            #expect(law(lost) != nil || codec.hasPrefix("sampled"), "\(codec), one lost")
            let swapped = try changed(codec) { transfer in
                let place = transfer.decoded.lastIndex { $0 != 0 } ?? 0
                transfer.decoded.swapAt(place, transfer.decoded.firstIndex { $0 == 0 } ?? 0)
            }
            #expect(law(swapped) != nil, "\(codec), two swapped")
        }
    }

    @Test("The last of equal elements in place of the first is reported") func ties() throws {
        // 84 of 0.02, of which 30 find room among the 50 largest of 20 larger ones.
        let other = try changed("top-k/0.1") { transfer in
            let equal = transfer.gradient.indices.filter { transfer.gradient[$0].magnitude == 0.02 }
            guard let kept = equal.last(where: { transfer.decoded[$0] != 0 }), let out = equal.last else { return }
            transfer.decoded[kept] = 0
            transfer.decoded[out] = transfer.gradient[out]
        }
        #expect(SparsifierLaws.top(0.1)(other) != nil)
        #expect(SparsifierLaws.contraction(0.1)(other) == nil, "as good as the first")
    }

    @Test("Other elements than the largest, and too many or few, are reported") func choices() throws {
        #expect(try SparsifierLaws.contraction(0.2)(changed("top-k/0.01") { _ in }) != nil)
        #expect(try SparsifierLaws.top(0.1)(changed("random-k/0.1") { _ in }) != nil)
        #expect(try SparsifierLaws.sampledTop(0.1)(changed("sampled-top-k/0.3") { _ in }) != nil)
        #expect(try SparsifierLaws.sampledTop(0.1)(changed("sampled-top-k/0.02") { _ in }) != nil)
        #expect(try SparsifierLaws.threshold(0.02)(changed("threshold/0.021") { _ in }) != nil)
        #expect(try SparsifierLaws.random(0.1)(changed("random-k/0.1/unbiased") { _ in }) != nil, "scaled")
        #expect(try SparsifierLaws.random(0.1)(changed("random-k/0.1") { $0.message[16] ^= 1 }) != nil, "another seed")
        let order = try changed("top-k/0.1") { transfer in
            // By value, not by magnitude.
            let places = transfer.gradient.indices.sorted { transfer.gradient[$0] > transfer.gradient[$1] }.prefix(50)
            transfer.decoded = transfer.gradient.indices.map { places.contains($0) ? transfer.gradient[$0] : 0 }
        }
        #expect(SparsifierLaws.top(0.1)(order) != nil)
    }
}
