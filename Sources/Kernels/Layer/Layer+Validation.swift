extension Layer {
    /// Refuses an invalid shape, arrays of another length and parameters out of range.
    /// - Throws: ``KernelError`` with the reason.
    public func validate() throws(KernelError) {
        switch self {
        case .float(let layer): try layer.validate()
        case .integer(let layer): try layer.validate()
        }
    }
}

extension FloatLayer {
    /// Refuses an invalid shape and arrays of another length.
    /// - Throws: ``KernelError`` with the reason.
    public func validate() throws(KernelError) {
        try shape.validate()
        try shape.checkCount("weights", weights.count, shape.weightCount)
        try shape.checkCount("bias", bias.count, shape.biasCount)
    }
}

extension IntegerLayer {
    /// Refuses an invalid shape, arrays of another length, parameters out of range, and weights for which
    /// some input would pass int32.
    /// - Throws: ``KernelError`` with the reason.
    public func validate() throws(KernelError) {
        try shape.validate()
        try shape.checkCount("weights", weights.count, shape.weightCount)
        try shape.checkCount("bias", bias.count, shape.biasCount)
        try shape.checkCount("multipliers", multipliers.count, shape.gemm.n)
        try checkWeights()
        let range = activations.range
        try checkRange("inputZeroPoint", inputZeroPoint...inputZeroPoint, range)
        try checkRange("outputZeroPoint", outputZeroPoint...outputZeroPoint, range)
        try checkRange("clamp", clamp, range)
        for (channel, multiplier) in multipliers.enumerated() where !(multiplier > 0 && multiplier.isFinite) {
            throw .parameterOutOfRange(
                shape, name: "multipliers[\(channel)]", value: "\(multiplier)", range: "positive and finite")
        }
        try checkAccumulators()
    }

    private func checkWeights() throws(KernelError) {
        let range = precision.weightRange
        guard let index = weights.firstIndex(where: { !range.contains($0) }) else { return }
        throw .parameterOutOfRange(
            shape, name: "weights[\(index)]", value: "\(weights[index])",
            range: "within \(range) in \(precision.rawValue)")
    }

    /// Refuses weights with which a backend's sums would saturate.
    func checkWeights(within limit: Int, of backend: String) throws(KernelError) {
        for (index, weight) in weights.enumerated() where Int(weight.magnitude) > limit {
            throw .parameterOutOfRange(
                shape, name: "weights[\(index)]", value: "\(weight)",
                range: "within ±\(limit) for \(backend) on this machine, whose sums saturate beyond")
        }
    }

    /// The largest |Σ (input − zero point)·weight + bias| of each channel, over all inputs, against int32.
    private func checkAccumulators() throws(KernelError) {
        let range = activations.range
        let reach = Int(max(range.upperBound - inputZeroPoint, inputZeroPoint - range.lowerBound))
        let lowered = lowered
        let channels = lowered.bias.count
        var sums = [Int](repeating: 0, count: channels)
        var channel = 0
        for weight in lowered.weights {
            sums[channel] &+= Int(weight.magnitude)
            channel = channel + 1 == channels ? 0 : channel + 1
        }
        for channel in 0..<channels {
            let bound = reach * sums[channel] + Int(lowered.bias[channel].magnitude)
            guard bound <= Int(Int32.max) else {
                throw .accumulatorOverflows(shape, channel: channel, bound: bound)
            }
        }
    }

    private func checkRange(
        _ name: String, _ value: ClosedRange<Int32>, _ range: ClosedRange<Int32>
    ) throws(KernelError) {
        guard range.lowerBound <= value.lowerBound, value.upperBound <= range.upperBound else {
            let text = value.count == 1 ? "\(value.lowerBound)" : "\(value)"
            throw .parameterOutOfRange(
                shape, name: name, value: text, range: "within \(range) for \(activations.rawValue)")
        }
    }
}

extension LayerShape {
    fileprivate func checkCount(_ array: String, _ actual: Int, _ expected: Int) throws(KernelError) {
        guard actual == expected else {
            throw .countDiffers(self, array: array, expected: expected, actual: actual)
        }
    }
}
