import COneDNN
import COpenBLAS
import CXNNPACK

/// A library of others that layers can be computed with, behind a package trait of this package.
public struct Vendor: Sendable {
    /// As the library calls itself: `oneDNN`.
    public let name: String
    /// The package trait that links it.
    public let trait: String
    /// The Debian package with its header.
    public let package: String
    /// Its version as it says it, or ``unversioned``; nil where this build has none.
    public let version: String?
    /// Why it cannot be used although it was built in.
    let unusable: String?

    /// Why no layer can be computed with it, with the remedy; nil where layers can.
    public var unavailable: String? {
        version == nil
            ? "built without \(name); install \(package) and build with --traits default,\(trait)" : unusable
    }

    /// The version of a library that tells none.
    public static let unversioned = "unversioned"

    /// All of them, by name.
    public static let all: [Vendor] = [oneDNN, openBLAS, xnnpack]

    static let openBLAS = Vendor(
        name: "OpenBLAS", trait: "OpenBLAS", package: "libopenblas-dev",
        version: cob_version().map { String(cString: $0) }, unusable: nil)

    static let xnnpack = Vendor(
        name: "XNNPACK", trait: "XNNPACK", package: "libxnnpack-dev", version: cxn_compiled() ? unversioned : nil,
        unusable: cxn_unusable().map { String(cString: $0) })

    static let oneDNN = Vendor(
        name: "oneDNN", trait: "OneDNN", package: "libdnnl-dev", version: con_version().map { String(cString: $0) },
        unusable: con_unusable().map { String(cString: $0) })
}

extension Conversion {
    /// The fastest of the native conversions, which a vendor's kernel is measured with between FP32 tensors.
    static var fastest: Conversion {
        Backends.all.last { $0 is NativeBackend && $0.precision == .int8 && $0.unavailable == nil }?.conversion
            ?? .portable
    }
}
