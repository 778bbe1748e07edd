extension Conversion {
    /// Plain Swift without branches, for the compiler to vectorise as far as its baseline goes; nil for FP32, which
    /// needs none.
    static func portable(_ format: FloatFormat) -> Conversion? {
        switch format {
        case .fp32: nil
        case .bf16: bf16
        case .fp16: fp16
        }
    }

    private static let bf16 = Conversion(
        quantize: { input, output, count, _ in
            let output = output.assumingMemoryBound(to: UInt16.self)
            for i in 0..<count {
                let bits = input[i].bitPattern
                let rounded = (bits &+ 0x7FFF &+ (bits &>> 16 & 1)) &>> 16
                // A NaN stays one: the carry could make it an infinity.
                output[i] = UInt16(truncatingIfNeeded: input[i].isNaN ? 0x7FC0 : rounded)
            }
        },
        dequantize: { input, output, count, _ in
            let input = input.assumingMemoryBound(to: UInt16.self)
            for i in 0..<count { output[i] = Float(bitPattern: UInt32(input[i]) &<< 16) }
        })

    private static let fp16 = Conversion(
        quantize: { input, output, count, _ in
            let output = output.assumingMemoryBound(to: UInt16.self)
            let smallestNormal = Float(0x1p-14).bitPattern
            // Halfway between the largest number and the next power of two, which rounds to infinity.
            let overflow = Float(65_520).bitPattern
            for i in 0..<count {
                let bits = input[i].bitPattern
                let magnitude = bits & 0x7FFF_FFFF
                // 13 bits fall away; the exponent's bias goes from 127 to 15.
                let normal = (magnitude &- 112 &<< 23 &+ 0xFFF &+ (magnitude &>> 13 & 1)) &>> 13
                // Steps below the smallest normal number are 2^-24: the sum with 0.5 keeps just these bits.
                let subnormal = (Float(bitPattern: magnitude) + 0.5).bitPattern &- 0x3F00_0000
                let finite = magnitude < smallestNormal ? subnormal : normal
                let infinite: UInt32 = magnitude > 0x7F80_0000 ? 0x7E00 : 0x7C00
                let size = magnitude < overflow ? finite : infinite
                output[i] = UInt16(truncatingIfNeeded: size | bits &>> 16 & 0x8000)
            }
        },
        dequantize: { input, output, count, _ in
            let input = input.assumingMemoryBound(to: UInt16.self)
            for i in 0..<count {
                let bits = UInt32(input[i])
                let magnitude = bits & 0x7FFF
                let subnormal = (Float(Int32(truncatingIfNeeded: magnitude)) * 0x1p-24).bitPattern
                // All ones in the exponent stay so.
                let bias: UInt32 = magnitude < 0x7C00 ? 112 &<< 23 : 224 &<< 23
                let size = magnitude < 0x0400 ? subnormal : magnitude &<< 13 &+ bias
                output[i] = Float(bitPattern: size | (bits & 0x8000) &<< 16)
            }
        })
}
