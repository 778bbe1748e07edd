import Kernels

/// What the buffers of a call must hold after it, with the bound that FP32 keeps to.
struct ElementwiseOracle {
    let expected: [[RoundedNumber]]

    /// By the definitions in CKElementwise.h; what is only read stays as it is.
    init(_ call: ElementwiseCall) {
        let n = call.numbers.map(RoundedNumber.init)
        let columns = call.columns
        var b = call.buffers.map { $0.map(RoundedNumber.init) }
        func column(_ c: Int, _ element: (Int) -> RoundedNumber) -> [RoundedNumber] {
            (0..<call.rows).map { element($0 * columns + c) }
        }
        let rows = RoundedNumber(Float(call.rows))
        let elements = 0..<call.rows * columns
        switch call.operation {
        case .clamp:
            b[1] = call.buffers[0].map { RoundedNumber($0.isNaN ? $0 : min(max($0, call.numbers[0]), call.numbers[1])) }
        case .clampBackward:
            b[2] = zip(call.buffers[0], call.buffers[1]).map { y, dY in
                RoundedNumber(y > call.numbers[0] && y < call.numbers[1] ? dY : 0)
            }
        case .add: b[2] = zip(b[0], b[1]).map { $0 + $1 }
        case .addScaled: b[2] = zip(b[0], b[1]).map { $0 + n[0] * $1 }
        case .sgd: b[0] = zip(b[0], b[1]).map { w, g in w - n[0] * (g + n[2] * w) }
        case .momentum:
            b[2] = elements.map { n[1] * b[2][$0] + (b[1][$0] + n[2] * b[0][$0]) }
            b[0] = elements.map { b[0][$0] - n[0] * b[2][$0] }
        case .adam:
            b[2] = elements.map { n[2] * b[2][$0] + n[3] * b[1][$0] }
            b[3] = elements.map { n[4] * b[3][$0] + n[5] * (b[1][$0] * b[1][$0]) }
            b[0] = elements.map { b[0][$0] - n[0] * (b[2][$0] * n[6]) / ((b[3][$0] * n[7]).squareRoot + n[1]) }
        case .biasClamp:
            b[1] = elements.map { i in
                let sum = call.buffers[0][i] + call.buffers[2][i % columns]
                return RoundedNumber(sum.isNaN ? sum : min(max(sum, call.numbers[0]), call.numbers[1]))
            }
        case .columnSums:
            b[1] = (0..<columns).map { c in .sum(column(c) { b[0][$0] }) }
        case .moments:
            b[1] = (0..<columns).map { c in .sum(column(c) { b[0][$0] }) / rows }
            b[2] = (0..<columns).map { c in
                .sum(column(c) { (b[0][$0] - b[1][c]) * (b[0][$0] - b[1][c]) }) / rows
            }
        case .normalize:
            b[1] = elements.map { i in
                let c = i % columns
                return (b[0][i] - b[2][c]) * b[3][c] * b[4][c] + b[5][c]
            }
        case .parameterGradients:
            b[4] = (0..<columns).map { c in .sum(column(c) { b[1][$0] * (b[0][$0] - b[2][c]) }) * b[3][c] }
            b[5] = (0..<columns).map { c in .sum(column(c) { b[1][$0] }) }
        case .liveInputGradient:
            let share = RoundedNumber(1) / rows
            b[2] = elements.map { i in
                let c = i % columns
                let normalized = (b[0][i] - b[3][c]) * b[4][c]
                return b[5][c] * b[4][c] * (b[1][i] - (b[7][c] + normalized * b[6][c]) * share)
            }
        case .frozenInputGradient:
            b[1] = elements.map { b[0][$0] * (b[3][$0 % columns] * b[2][$0 % columns]) }
        }
        expected = b
    }

    /// The first element that is wrong; nil where all are right.
    func fault(in actual: [[Float]]) -> String? {
        for (buffer, (wanted, given)) in zip(expected, actual).enumerated() {
            for (index, (number, element)) in zip(wanted, given).enumerated() where !number.admits(element) {
                return "buffer \(buffer), element \(index): expected \(number.value) ± \(number.error), got \(element)"
            }
        }
        return nil
    }
}
