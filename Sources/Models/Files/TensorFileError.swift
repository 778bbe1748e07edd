import Kernels

/// Why tensors cannot be read, written, or made into a model.
public enum TensorFileError: Error, Equatable, Sendable {
    // MARK: Files

    /// A file that cannot be read.
    case unreadable(file: String, reason: String)
    /// A file that cannot be written.
    case unwritable(file: String, reason: String)
    /// Fewer bytes than the header's length takes.
    case tooShort(file: String, byteCount: Int)
    /// A header longer than the format allows.
    case headerTooLong(file: String, length: UInt64, limit: Int)
    /// A header that ends behind the file's end.
    case headerPastEnd(file: String, length: Int, byteCount: Int)
    /// A header that is not the JSON of the format, from a byte of the file on.
    case headerInvalid(file: String, byte: Int, found: String, expected: String)
    /// Two tensors, two fields of one, or two texts of the metadata with the same name.
    case nameRepeated(file: String, name: String)
    /// A tensor with a name that the format keeps for itself.
    case nameReserved(file: String, name: String)

    // MARK: Tensors in them

    /// A type that is not read here.
    case elementUnknown(file: String, tensor: String, element: String)
    /// A field that the format does not have.
    case fieldUnknown(file: String, tensor: String, field: String)
    /// A tensor without its type, shape or place.
    case fieldMissing(file: String, tensor: String, field: String)
    /// More or fewer than a start and an end.
    case offsetCount(file: String, tensor: String, count: Int)
    /// An end before the start.
    case offsetsReversed(file: String, tensor: String, start: Int, end: Int)
    /// A tensor that ends behind the file's end; in bytes behind the header.
    case offsetsPastEnd(file: String, tensor: String, end: Int, byteCount: Int)
    /// Two tensors that share bytes.
    case overlap(file: String, tensor: String, other: String)
    /// Bytes before a tensor that belong to none.
    case gap(file: String, tensor: String, byteCount: Int)
    /// Bytes behind the last tensor.
    case trailingBytes(file: String, byteCount: Int)
    /// A negative dimension, or dimensions that multiply beyond 64 bits.
    case shapeInvalid(file: String, tensor: String, shape: [Int])
    /// More or fewer bytes than type and shape need.
    case sizeDiffers(file: String, tensor: String, element: TensorElement, shape: [Int], expected: Int, actual: Int)
    /// A number that is infinite or NaN.
    case notFinite(file: String, tensor: String, element: Int, value: String)

    // MARK: What is asked of them

    /// There is no tensor of the name.
    case tensorMissing(file: String, tensor: String, nearest: [String])
    /// Integers where real numbers are wanted.
    case notFloat(file: String, tensor: String, element: TensorElement)
    /// FP64 numbers where FP32 ones are wanted, and rounding is not allowed.
    case narrowing(file: String, tensor: String)
    /// An FP64 number beyond FP32.
    case tooLarge(file: String, tensor: String, element: Int)

    // MARK: Models of them

    /// A tensor that the network does not have.
    case tensorSurplus(file: String, tensor: String, nearest: [String])
    /// A tensor of another shape than the network's.
    case shapeDiffers(file: String, tensor: String, expected: [Int], actual: [Int])
    /// A layout of weights that is not known.
    case layoutUnknown(file: String, layout: String, known: [String])
    /// No layout in a file that says it comes from PyTorch.
    case layoutUnsaid(file: String)
    /// A layer whose inputs PyTorch may have in any order.
    case orderUnknown(file: String, step: String)
    /// Two steps whose tensors would have one name.
    case stepsAlike(file: String, step: String, name: String)
    /// A model that is not in FP32.
    case notFP32(Precision)
}
