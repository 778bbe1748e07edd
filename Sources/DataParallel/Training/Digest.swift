import Learning

/// A number that differs where contents do, all but certainly: FNV-1a of 64 bits. It guards against mistakes, not
/// against anyone.
///
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, 1991.
struct Digest {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    mutating func add(_ numbers: [Float]) { numbers.withUnsafeBytes { add($0) } }

    mutating func add(_ numbers: [Int]) { numbers.withUnsafeBytes { add($0) } }

    mutating func add(_ text: String) { Array("\(text)\n".utf8).withUnsafeBytes { add($0) } }
}

extension ParallelTraining {
    /// Of all that must be the same at both ends for their models to stay equal, the first weights and all examples
    /// included.
    func digest(codec: String) throws -> UInt64 {
        var digest = Digest()
        digest.add(codec)
        digest.add("\(optimiser) \(schedule) \(sharesSeed)")
        digest.add([workers, batch, epochs, Int(bitPattern: UInt(seed))])
        for examples in [training, test] {
            digest.add(examples.inputs)
            digest.add(examples.labels)
        }
        for step in network.steps { digest.add("\(step.shape) \(step.inputs) \(step.clamp)") }
        for case .layer(.float(let layer)) in try model().operations {
            digest.add(layer.weights)
            digest.add(layer.bias)
        }
        return digest.value
    }
}
