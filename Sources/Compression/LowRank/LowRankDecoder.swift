import Kernels

final class LowRankDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.lowRank]
    private let count: Int
    private let kernels = CompressionKernels.fastest

    init(count: Int) { self.count = count }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let parameters = message.parameters
        let rank = Int(parameters.littleEndian(UInt16.self, at: 0))
        guard rank > 0 else { throw message.parameterError(at: 0, "a rank of 0") }
        // What is sent and what it stands for, checked before anything is written.
        var (elements, floats) = (0, 0)
        for index in 0..<Int(parameters.littleEndian(UInt16.self, at: 2)) {
            let shape = Self.shape(parameters, index)
            let place = 4 + 8 * index
            let (size, isTooLarge) = max(shape.rows, 1).multipliedReportingOverflow(by: shape.columns)
            guard !isTooLarge, size <= count - elements else {
                throw message.parameterError(at: place, "the tensors have more than \(count) elements")
            }
            elements += size
            floats += shape.sentCount(rank: rank)
        }
        guard elements == count else {
            throw message.parameterError(at: 2, "the tensors have \(elements) of \(count) elements")
        }
        try message.requirePayload(of: 4 * floats)
        let payload = UnsafeRawPointer(message.bytes(from: 0)).assumingMemoryBound(to: Float.self)
        var (from, to) = (payload, gradient)
        for index in 0..<Int(parameters.littleEndian(UInt16.self, at: 2)) {
            let shape = Self.shape(parameters, index)
            // Without elements there may be billions of rows.
            if shape.count == 0 { continue }
            if shape.rows == 0 {
                to.update(from: from, count: shape.columns)
            } else {
                let own = shape.rank(rank)
                kernels.reconstruct(
                    from, from + own * shape.rows, rows: shape.rows, columns: shape.columns, rank: own, into: to)
            }
            try message.requireFinite(to, count: shape.count, kernels)
            from += shape.sentCount(rank: rank)
            to += shape.count
        }
    }

    private static func shape(_ parameters: UnsafeRawBufferPointer, _ index: Int) -> TensorShape {
        TensorShape(
            rows: Int(parameters.littleEndian(UInt32.self, at: 4 + 8 * index)),
            columns: Int(parameters.littleEndian(UInt32.self, at: 8 + 8 * index)))
    }
}
