import Compression
import Report

/// What a codec's kind promises of the first message of a gradient, so that a kernel that computes something else shows.
struct CodecLaw {
    let codec: Codec

    init(_ codec: Codec) { self.codec = codec }

    /// Holds what was decoded against the gradient.
    func check(_ decoded: UnsafeMutableBufferPointer<Float>, of gradient: InputGradient) -> Report.Check {
        let name = "round-trip"
        let elements = gradient.elements
        let bound = Bound(elements)
        if let violated = elements.indices.first(where: { !holds(elements[$0], decoded[$0], bound) }) {
            return .init(
                name: name, passed: false,
                detail: "element \(violated), \(elements[violated]), came back as \(decoded[violated]): not \(promise)")
        }
        if let fault = wholeFault(of: decoded, from: elements) {
            return .init(name: name, passed: false, detail: "\(fault): not \(promise)")
        }
        guard codec.kind != .powerSGD || bound.contracts(decoded, elements) else {
            return .init(name: name, passed: false, detail: "the error is larger than the gradient: not \(promise)")
        }
        return .init(name: name, passed: true, detail: promise)
    }

    /// What bounds are made of.
    private struct Bound {
        var most = 0.0, norm = 0.0

        init(_ elements: UnsafeBufferPointer<Float>) {
            for element in elements {
                most = max(most, Double(element.magnitude))
                norm += Double(element) * Double(element)
            }
            norm = norm.squareRoot()
        }

        func contracts(_ decoded: UnsafeMutableBufferPointer<Float>, _ elements: UnsafeBufferPointer<Float>) -> Bool {
            var error = 0.0
            for (index, element) in elements.enumerated() {
                let apart = Double(element) - Double(decoded[index])
                error += apart * apart
            }
            return error.squareRoot() <= norm * 1.000001
        }
    }

    private func holds(_ x: Float, _ y: Float, _ bound: Bound) -> Bool {
        let (own, size) = (Double(y), Double(x.magnitude))
        let error = (Double(x) - own).magnitude
        let isOnItsSide = y == 0 || (y < 0) == (x < 0)
        switch codec.kind {
        case .fp32: return x == y
        case .fp16: return error <= max(size * 0x1p-11, 0x1p-25)
        case .bf16: return error <= max(size * 0x1p-8, 0x1p-134)
        case .int8: return error <= bound.most / 254 * (1 + 0x1p-14) + 0x1p-120
        case .sign: return y == (x < 0 ? -1 : 1)
        case .scaledSign, .oneBit: return x == 0 || isOnItsSide
        case .qsgd: return error <= bound.norm * 1.000001 && (x == 0 || isOnItsSide)
        case .ternGrad, .dgc: return isOnItsSide && Double(y.magnitude) <= bound.most * 1.000001
        case .natural:
            return y == 0 ? size < 0x1p-126 : isOnItsSide && own.magnitude >= size / 2 && own.magnitude <= 2 * size
        case .randomK: return isOnItsSide
        case .topK, .sampledTopK, .threshold: return y == 0 || (isOnItsSide && (sendsSigns || error <= size * 0x1p-8))
        case .powerSGD: return y.isFinite
        }
    }

    private var sendsSigns: Bool { codec.name.split(separator: "/").contains("signs") }

    private var promise: String {
        switch codec.kind {
        case .fp32: "each element as it was"
        case .fp16, .bf16: "each element rounded to nearest"
        case .int8: "each element within half a step of 1/127 of the largest"
        case .sign: "1 or -1 by each element's sign"
        case .scaledSign, .oneBit: "each element's sign"
        case .qsgd: "each element within its norm, with its sign"
        case .ternGrad, .dgc: "0, or each element's sign and no more than the largest"
        case .natural: "a neighbouring power of two"
        case .randomK: "0, or each element's sign"
        case .topK, .sampledTopK, .threshold: "0, or each element as its values are written"
        case .powerSGD: "no farther from the gradient than 0 is"
        }
    }
}
