import Kernels

extension TensorFile {
    /// How the integers of a tensor stand for real numbers: the texts `NAME.scale` and `NAME.zero_point` of the metadata.
    /// - Throws: ``TensorFileError`` where the tensor is missing or holds no 8-bit integers, or a text is missing or no
    ///   scale or zero point of its type.
    public func quantization(_ name: String) throws(TensorFileError) -> QuantizationParameters {
        let type: IntegerLayer.ActivationType
        let element = try tensor(name).element
        switch element {
        case .i8: type = .s8
        case .u8: type = .u8
        case .u64, .i64, .f64, .f32, .i32, .bf16, .f16, .i16, .bool:
            throw .notInteger(file: self.name, tensor: name, element: element)
        }
        let keys = QuantizationParameters.metadataKeys(of: name)
        let scale = try text(keys.scale)
        guard let number = Float(scale), number.isFinite, number > 0 else {
            throw .textInvalid(
                file: self.name, key: keys.scale, text: scale, expected: "a positive number that FP32 holds")
        }
        let zero = try text(keys.zeroPoint)
        guard let place = Int32(zero), type.range.contains(place) else {
            throw .textInvalid(
                file: self.name, key: keys.zeroPoint, text: zero,
                expected: "a whole number from \(type.range.lowerBound) to \(type.range.upperBound)")
        }
        return QuantizationParameters(scale: number, zeroPoint: place, type: type)
    }

    private func text(_ key: String) throws(TensorFileError) -> String {
        guard let text = metadata[key] else { throw .textMissing(file: name, key: key) }
        return text
    }
}

extension QuantizationParameters {
    /// The texts of the metadata that say how a tensor's integers stand for real numbers; read back they are the same
    /// to the bit.
    public func metadata(of tensor: String) -> [String: String] {
        let keys = Self.metadataKeys(of: tensor)
        return [keys.scale: "\(scale)", keys.zeroPoint: "\(zeroPoint)"]
    }

    fileprivate static func metadataKeys(of tensor: String) -> (scale: String, zeroPoint: String) {
        ("\(tensor).scale", "\(tensor).zero_point")
    }
}
