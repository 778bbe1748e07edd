extension Addition {
    /// The definition in plain loops.
    func runPortably(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
        switch self {
        case .float(let addition): addition.run(first, second, output)
        case .integer(let addition):
            switch addition.activations {
            case .s8: addition.run(first, second, output, as: Int8.self)
            case .u8: addition.run(first, second, output, as: UInt8.self)
            }
        }
    }
}

extension FloatAddition {
    fileprivate func run(
        _ first: UnsafeRawPointer, _ second: UnsafeRawPointer, _ output: UnsafeMutableRawPointer
    ) {
        let (low, high) = (clamp.lowerBound, clamp.upperBound)
        guard format == .fp32 else {
            let output = output.assumingMemoryBound(to: UInt16.self)
            for i in 0..<count {
                let sum = format.element(i, of: first) + format.element(i, of: second)
                output[i] = UInt16(truncatingIfNeeded: format.encode(min(max(sum, low), high)))
            }
            return
        }
        let a = first.assumingMemoryBound(to: Float.self)
        let b = second.assumingMemoryBound(to: Float.self)
        let output = output.assumingMemoryBound(to: Float.self)
        for i in 0..<count { output[i] = min(max(a[i] + b[i], low), high) }
    }
}

extension IntegerAddition {
    @inline(__always)
    fileprivate func run<Element: FixedWidthInteger>(
        _ first: UnsafeRawPointer, _ second: UnsafeRawPointer, _ output: UnsafeMutableRawPointer,
        as type: Element.Type
    ) {
        let a = first.assumingMemoryBound(to: Element.self)
        let b = second.assumingMemoryBound(to: Element.self)
        let output = output.assumingMemoryBound(to: Element.self)
        let low = Float(clamp.lowerBound - outputZeroPoint)
        let high = Float(clamp.upperBound - outputZeroPoint)
        // Adding and subtracting 1.5·2^23 rounds to nearest, ties to even.
        let rounding: Float = 12_582_912
        for i in 0..<count {
            let x = Float(Int32(a[i]) &- inputZeroPoints.first) * multipliers.first
            let y = Float(Int32(b[i]) &- inputZeroPoints.second) * multipliers.second
            let sum = x + y
            let clamped = sum > low ? (sum < high ? sum : high) : low
            output[i] = Element(truncatingIfNeeded: Int32((clamped + rounding) - rounding) &+ outputZeroPoint)
        }
    }
}
