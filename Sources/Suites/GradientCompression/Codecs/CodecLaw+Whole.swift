import Compression
import Foundation

/// What a message must hold as a whole: a decoder that gives zeros would break no element's law.
extension CodecLaw {
    /// What is wrong; nil where nothing is.
    func wholeFault(of decoded: UnsafeMutableBufferPointer<Float>, from elements: UnsafeBufferPointer<Float>) -> String?
    {
        guard elements.contains(where: { $0 != 0 }) else { return nil }
        switch codec.kind {
        case .fp32, .fp16, .bf16, .int8, .sign: return nil
        case .scaledSign, .oneBit:
            let lost = elements.indices.first { elements[$0] != 0 && decoded[$0] == 0 }
            return lost.map { "element \($0), \(elements[$0]), came back as 0" }
        case .qsgd: return projectionFault(decoded, elements, step: stepOfLevels(elements))
        case .ternGrad:
            // Clipped elements come back smaller on purpose.
            let most = elements.reduce(0) { max($0, Double($1.magnitude)) }
            return codec.name.contains("clip") ? nil : projectionFault(decoded, elements, step: most)
        case .natural: return projectionFault(decoded, elements, step: nil)
        case .topK, .sampledTopK, .threshold: return choiceFault(decoded, elements)
        case .randomK, .dgc:
            return decoded.contains { $0 != 0 } || !mostlyFilled(elements) ? nil : "nothing was sent"
        case .powerSGD:
            let error = EncodedError(of: decoded, from: elements)
            return (error.relative ?? 0) < 1 ? nil : "no part of the gradient came back"
        }
    }

    private var words: [String] { codec.name.split(separator: "/").map(String.init) }

    private func mostlyFilled(_ elements: UnsafeBufferPointer<Float>) -> Bool {
        2 * elements.count { $0 != 0 } > elements.count
    }

    /// The largest distance of two levels of QSGD: the norm of a bucket by the number of levels.
    private func stepOfLevels(_ elements: UnsafeBufferPointer<Float>) -> Double {
        let size = words.compactMap { $0.hasPrefix("bucket-") ? Int($0.dropFirst(7)) : nil }.first ?? elements.count
        var most = 0.0
        for begin in stride(from: 0, to: elements.count, by: max(size, 1)) {
            let bucket = elements[begin..<min(begin + size, elements.count)]
            most = max(most, bucket.reduce(0) { $0 + Double($1) * Double($1) })
        }
        return most.squareRoot() / (words.dropFirst().first.flatMap(Double.init) ?? 1)
    }

    /// ⟨y, x⟩ is ‖x‖² on average; each element's variance is at most a quarter of the squared step, or an eighth of the element's
    /// square where levels are powers of two.
    private func projectionFault(
        _ decoded: UnsafeMutableBufferPointer<Float>, _ elements: UnsafeBufferPointer<Float>, step: Double?
    ) -> String? {
        var (product, squares, variance) = (0.0, 0.0, 0.0)
        for (index, element) in elements.enumerated() {
            let (x, y) = (Double(element), Double(decoded[index]))
            product += x * y
            squares += x * x
            variance += x * x * (step.map { $0 * $0 / 4 } ?? x * x / 8)
        }
        // Six standard deviations; and the lots' steps of 2^-16.
        let bound = 6 * variance.squareRoot() + 1e-4 * squares
        return abs(product - squares) <= bound
            ? nil : "⟨decoded, gradient⟩ is \(product), \(squares) within \(bound) is expected"
    }

    /// As many are kept as should be, and none is left out that is larger than one that is kept.
    private func choiceFault(
        _ decoded: UnsafeMutableBufferPointer<Float>, _ elements: UnsafeBufferPointer<Float>
    ) -> String? {
        var (kept, least, most) = (0, Float.infinity, Float(0))
        for (index, element) in elements.enumerated() {
            if decoded[index] != 0 {
                kept += 1
                least = min(least, element.magnitude)
            } else {
                most = max(most, element.magnitude)
            }
        }
        guard let option = words.dropFirst().first.flatMap(Double.init) else { return nil }
        if codec.kind == .threshold {
            return Double(most) < option || least.isFinite && most <= least
                ? nil : "an element of \(most) is left out, of a threshold of \(option)"
        }
        let wanted = min(max((option * Double(elements.count)).rounded(), 1), Double(elements.count { $0 != 0 }))
        // A sample's threshold gives half as many to half as many again.
        let range = codec.kind == .topK ? wanted...wanted : (wanted / 2).rounded(.down)...(1.5 * wanted).rounded(.up)
        // Values of 16 bits may be rounded to 0.
        let isWhole = !words.contains("fp16") && !words.contains("signs")
        if isWhole, !range.contains(Double(kept)) { return "\(kept) are kept, \(wanted) should be" }
        return kept > 0 && most <= least ? nil : "an element of \(most) is left out, one of \(least) kept"
    }
}
