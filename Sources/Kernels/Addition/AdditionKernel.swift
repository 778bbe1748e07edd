import CKernels

/// The additions of one instruction set.
public struct AdditionKernel: Sendable {
    private let native: CKAddition?

    /// Plain Swift, vectorised by the compiler as far as its baseline goes.
    static let portable = AdditionKernel(nil)

    /// The fastest that these instruction sets offer.
    static func fastest(of features: Set<CPUFeature>) -> AdditionKernel {
        if features.contains(.avx512) { return AdditionKernel(ck_addition_avx512) }
        if features.contains(.avx2) { return AdditionKernel(ck_addition_avx2) }
        if features.contains(.neon) { return AdditionKernel(ck_addition_neon) }
        return portable
    }

    private init(_ native: UnsafePointer<CKAddition>?) {
        self.native = native?.pointee
    }

    /// Binds the kernel to an addition.
    public func prepare(_ addition: Addition) -> PreparedAddition {
        PreparedAddition(addition, native: native?.function(for: addition))
    }
}

/// An addition bound to its kernel.
public struct PreparedAddition {
    /// What it computes.
    public let addition: Addition
    private let native: NativeAddition?
    private let parameters: CKAdditionParameters

    fileprivate init(_ addition: Addition, native: NativeAddition?) {
        self.addition = addition
        self.native = native
        parameters = CKAdditionParameters(addition)
    }

    /// Adds. Inputs and output have the addition's own elements; nothing is allocated.
    public func run(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        if let native {
            withUnsafePointer(to: parameters) { native($0, first, second, output, Int64(addition.count)) }
        } else {
            addition.runPortably(first, second, output)
        }
    }
}

private typealias NativeAddition =
    @convention(c) (
        UnsafePointer<CKAdditionParameters>?, UnsafeRawPointer?, UnsafeRawPointer?, UnsafeMutableRawPointer?, Int64
    ) -> Void

extension CKAddition {
    fileprivate func function(for addition: Addition) -> NativeAddition? {
        switch addition {
        case .integer: int8
        case .float(let addition):
            switch addition.format {
            case .fp32: fp32
            case .bf16: bf16
            case .fp16: fp16
            }
        }
    }
}

extension CKAdditionParameters {
    init(_ addition: Addition) {
        self.init()
        switch addition {
        case .float(let addition):
            low = addition.clamp.lowerBound
            high = addition.clamp.upperBound
        case .integer(let addition):
            low = Float(addition.clamp.lowerBound - addition.outputZeroPoint)
            high = Float(addition.clamp.upperBound - addition.outputZeroPoint)
            (firstMultiplier, secondMultiplier) = addition.multipliers
            (firstZeroPoint, secondZeroPoint) = addition.inputZeroPoints
            outputZeroPoint = addition.outputZeroPoint
            signedActivations = addition.activations == .s8 ? 1 : 0
        }
    }
}
