/// The suites there are.
public enum Suites {
    /// One line a suite.
    public static let all: [any BenchmarkSuite.Type] = [
        INT8FP32.self,
        SparseBackprop.self,
        RadioCompute.self,
        GradientCompression.self,
        MicroUpdateSuite.self,
        AdaptationSuite.self,
        Machine.self,
    ]

    /// Those whose definition is a list of the user's own.
    public static let ofLists: [any BenchmarkSuite.Type] = [VariantsSuite.self]

    /// The suite of a name.
    /// - Throws: ``SuiteError/unknownSuite(_:known:)`` with the nearest names.
    public static func named(_ name: String) throws -> any BenchmarkSuite.Type {
        guard let suite = (all + ofLists).first(where: { $0.name == name }) else {
            throw SuiteError.unknownSuite(name, known: all.map { $0.name })
        }
        return suite
    }
}
