/// Kernels in pure Swift with SIMD types, for whatever the compiler's baseline offers.
///
/// Debug builds are optimised file by file, so what is hot here is concrete and stays within its file.
struct PortableBackend: Backend {
    let precision: Precision

    var name: String { "\(precision.rawValue)/portable" }
    var features: [CPUFeature] { [] }
    var conversion: Conversion? { precision.format.map(Conversion.portable) ?? .portable }
    var addition: AdditionKernel { .portable }
    var peakLoop: PeakLoop { precision.format == nil ? .int8Baseline : .fp32Baseline }

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try admit(layer)
        return switch layer.lowered {
        case .float(let layer):
            conversion.map { PortableHalfKernel(layer, $0) } ?? PortableFP32Kernel(layer)
        case .integer(let layer): PortableINT8Kernel(layer)
        }
    }
}
