import Basics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files of the kernel whose numbers make a power: one of a power, or one of a voltage and one of a current.
struct PowerFiles: Sendable {
    /// Below the kernel's root.
    let paths: [String]
    /// What the product of the numbers is to be multiplied by, for watts.
    let unit: Double
    let kernel: KernelFiles

    /// In watts, with the sign that the driver gives it.
    /// - Throws: why a file holds no number.
    func watts() throws(EnergyUnavailability) -> Double {
        var product = 1.0
        for path in paths { product *= Double(try number(path)) }
        return product * unit
    }

    /// `/sys/…/curr1_input · /sys/…/in1_input`.
    var provenance: String { paths.joined(separator: " · ") }

    private func number(_ path: String) throws(EnergyUnavailability) -> Int64 {
        let text: String
        do {
            text = try kernel.text(path)
        } catch {
            // A sensor that is there and has nothing to tell is none of RAPL's counters.
            throw [ENOENT, ENODEV].contains(error.errno) ? .noPower(path: error.path) : EnergyUnavailability(error)
        }
        guard let number = Int64(text) else { throw .garbage(path: kernel.root + path, text: text) }
        return number
    }
}
