import CKernels

/// The sparse products of one instruction set.
public struct SparseKernels: @unchecked Sendable {
    /// The instruction set as variants name it.
    public let name: String
    /// Instruction sets beyond the compiler's baseline.
    public let features: [CPUFeature]
    /// nil where it was not compiled for this architecture.
    let table: CKSparse?

    /// All there are, slowest first.
    public static let all = [
        SparseKernels(name: "portable", features: [], ck_sparse_baseline),
        SparseKernels(name: "avx2", features: [.avx2, .fma], ck_sparse_avx2),
        SparseKernels(name: "avx512", features: [.avx512], ck_sparse_avx512),
    ]

    /// The last of ``all`` that this machine runs.
    public static let fastest = all.last { $0.unavailable == nil } ?? all[0]

    /// - Parameter table: NULL where it was not compiled for this architecture.
    init(name: String, features: [CPUFeature], _ table: UnsafePointer<CKSparse>?) {
        self.name = name
        self.features = features
        self.table = table?.pointee
    }

    /// Why this machine cannot run it; nil where it can.
    public var unavailable: String? {
        CPUFeature.absence(among: features) ?? (table == nil ? "it was not compiled for this architecture" : nil)
    }

    /// Turns matrices over; the compiler's baseline does where these kernels cannot run.
    var transpose: CKSparse.Transpose {
        (unavailable == nil ? table : nil)?.transpose ?? ck_sparse_baseline.pointee.transpose
    }
}

extension CKSparse {
    typealias Transpose =
        @convention(c) (Int64, Int64, UnsafePointer<Float>?, Int64, UnsafeMutablePointer<Float>?, Int64) -> Void

    /// The products of matrices of such entries.
    func products(of entry: SparseEntry) -> CKSparseForm {
        switch entry {
        case .weight: entries
        case .block1x16: blocks1x16
        case .block16x1: blocks16x1
        case .block4x4: blocks4x4
        case .oneOfFour: groups1
        case .twoOfFour: groups2
        }
    }
}
