import Statistics
import TestSupport
import Testing

/// Quantisers keep their laws over 200 gradients each; what breaks a law is reported.
@Suite struct QuantiserLawTests {
    private static let trials: [LawTrial] = {
        var trials = [
            LawTrial(codec: "fp32", laws: [QuantiserLaws.exact]),
            LawTrial(codec: "fp16", kinds: GradientKind.moderate, laws: [QuantiserLaws.rounded(to: .fp16)]),
            LawTrial(codec: "bf16", laws: [QuantiserLaws.rounded(to: .bf16)]),
            LawTrial(codec: "sign", laws: [QuantiserLaws.sign]),
            LawTrial(codec: "natural", laws: [QuantiserLaws.natural]),
            LawTrial(codec: "terngrad", laws: [LevelLaws.ternary()]),
            LawTrial(codec: "terngrad/clip-2.5", laws: [LevelLaws.ternary(clip: 2.5)]),
        ]
        for size in [0, 1, 64, 100, 4096, 5000] {
            let option = size == 0 ? "" : "/bucket-\(size)"
            trials.append(LawTrial(codec: "int8\(option)", laws: [QuantiserLaws.integer(bucket: size)]))
            trials.append(LawTrial(codec: "scaled-sign\(option)", laws: [QuantiserLaws.scaledSign(bucket: size)]))
            trials.append(LawTrial(codec: "one-bit\(option)", laws: [QuantiserLaws.meanOfEach(bucket: size)]))
        }
        let rules = [(1, 64), (2, 0), (3, 100), (4, 0), (7, 128), (15, 0), (31, 7), (63, 4096), (127, 0)]
        for (levels, size) in rules {
            let option = size == 0 ? "" : "/bucket-\(size)"
            for coding in ["", "/elias"] {
                let codec = "qsgd/\(levels)\(option)\(coding)"
                trials.append(LawTrial(codec: codec, laws: [LevelLaws.qsgd(levels, bucket: size)]))
                let largest = LevelLaws.qsgd(levels, bucket: size, isLargest: true)
                trials.append(LawTrial(codec: "\(codec)/max", laws: [largest]))
            }
        }
        return trials
    }()

    @Test(arguments: trials) func keepsItsLaw(_ trial: LawTrial) throws {
        let violation = try trial.violation()
        #expect(violation == nil)
    }

    /// A level is sent as it is, whatever the lot.
    @Test(arguments: ["", "/elias"]) func levelsAreExact(_ coding: String) throws {
        var generator = SeededGenerator(for: "exact levels")
        for levels in [1, 4, 31, 100, 127] {
            var gradient = (0..<1000).map { _ in Float(generator.integer(below: 2 * levels + 1) - levels) * 0x1p-9 }
            gradient[0] = Float(levels) * 0x1p-9
            let transfer = try Sender("qsgd/\(levels)/max\(coding)", count: 1000).send(gradient)
            #expect(QuantiserLaws.exact(transfer) == nil, "\(levels)")
        }
    }

    /// A transfer of Gaussian elements that was changed afterwards.
    private func changed(_ codec: String, _ change: (inout Transfer) -> Void) throws -> Transfer {
        var generator = SeededGenerator(seed: 3)
        var transfer = try Sender(codec, count: 500).send(GradientKind.gaussian.elements(500, using: &generator))
        change(&transfer)
        return transfer
    }

    @Test("One element a step of FP32 away is reported") func anUlp() throws {
        let laws: [(String, TransferLaw)] = [
            ("fp32", QuantiserLaws.exact), ("fp16", QuantiserLaws.rounded(to: .fp16)),
            ("bf16", QuantiserLaws.rounded(to: .bf16)), ("int8", QuantiserLaws.integer(bucket: 0)),
            ("int8/bucket-64", QuantiserLaws.integer(bucket: 64)), ("sign", QuantiserLaws.sign),
            ("scaled-sign", QuantiserLaws.scaledSign(bucket: 0)), ("one-bit", QuantiserLaws.meanOfEach(bucket: 0)),
            ("qsgd/7", LevelLaws.qsgd(7)), ("qsgd/7/bucket-64/max", LevelLaws.qsgd(7, bucket: 64, isLargest: true)),
            ("terngrad", LevelLaws.ternary()), ("terngrad/clip-2.5", LevelLaws.ternary(clip: 2.5)),
            ("natural", QuantiserLaws.natural),
        ]
        for (codec, law) in laws {
            #expect(try law(changed(codec) { _ in }) == nil, "\(codec)")
            let moved = try changed(codec) { transfer in
                let place = transfer.decoded.lastIndex { $0 != 0 } ?? 0
                transfer.decoded[place] = transfer.decoded[place].nextUp
            }
            #expect(law(moved) != nil, "\(codec)")
            let negated = try changed(codec) { transfer in
                let place = transfer.decoded.lastIndex { $0 != 0 } ?? 0
                transfer.decoded[place].negate()
            }
            #expect(law(negated) != nil, "\(codec), a sign")
            let swapped = try changed(codec) { transfer in
                let other = transfer.decoded.lastIndex { $0 != transfer.decoded[0] } ?? 0
                transfer.decoded.swapAt(0, other)
            }
            #expect(law(swapped) != nil || codec == "terngrad" || codec.hasPrefix("qsgd"), "\(codec), two swapped")
        }
    }

    @Test("Another rounding is reported") func roundings() throws {
        let down = try changed("int8") { transfer in
            let scale = (transfer.gradient.map(\.magnitude).max() ?? 0) / 127
            transfer.decoded = transfer.gradient.map { ($0 / scale).rounded(.towardZero) * scale }
        }
        #expect(QuantiserLaws.integer(bucket: 0)(down) != nil)
        let cut = try changed("bf16") { transfer in
            transfer.decoded = transfer.gradient.map { Float(bitPattern: $0.bitPattern & 0xFFFF_0000) }
        }
        #expect(QuantiserLaws.rounded(to: .bf16)(cut) != nil)
        let far = try changed("natural") { transfer in transfer.decoded[9] *= 4 }
        #expect(QuantiserLaws.natural(far) != nil)
        let zero = try changed("natural") { transfer in transfer.decoded[9] = 0 }
        #expect(QuantiserLaws.natural(zero) != nil)
        let level = try changed("qsgd/7/max") { transfer in transfer.decoded[9] += 2 * transfer.payloadFloat(at: 0) }
        #expect(LevelLaws.qsgd(7, isLargest: true)(level) != nil)
        let lost = try changed("terngrad/clip-0.1") { transfer in transfer.decoded[9] = 0 }
        #expect(LevelLaws.ternary(clip: 0.1)(lost) != nil)
    }

    @Test("Another scale, norm or bucket is reported") func scales() throws {
        let all = try changed("scaled-sign") { transfer in transfer.decoded = transfer.decoded.map { $0 * 1.000001 } }
        #expect(QuantiserLaws.scaledSign(bucket: 0)(all) != nil)
        let each = try changed("scaled-sign") { _ in }
        #expect(QuantiserLaws.meanOfEach(bucket: 0)(each) != nil, "both means are the same number")
        #expect(try QuantiserLaws.integer(bucket: 64)(changed("int8") { _ in }) != nil, "no buckets")
        #expect(try QuantiserLaws.integer(bucket: 64)(changed("int8/bucket-63") { _ in }) != nil, "other buckets")
        #expect(try LevelLaws.qsgd(7)(changed("qsgd/7/max") { _ in }) != nil, "the other norm")
        #expect(try LevelLaws.qsgd(7)(changed("qsgd/8") { _ in }) != nil, "other levels")
        #expect(try LevelLaws.ternary()(changed("terngrad/clip-1") { _ in }) != nil, "clipped")
        #expect(try LevelLaws.ternary(clip: 1)(changed("terngrad") { _ in }) != nil, "not clipped")
    }
}
