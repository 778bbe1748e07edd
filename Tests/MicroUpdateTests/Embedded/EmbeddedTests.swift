import Foundation
import MicroUpdate
import TestSupport
import Testing

/// The module as a microcontroller's compiler takes it: without a standard library's allocator, and with
/// floating-point arithmetic only where the precision has it.
@Suite(.enabled(if: ArmTools.unavailable == nil, "needs Embedded Swift for armv7em, ld.lld, llvm-nm and llvm-size"))
struct EmbeddedTests {
    /// A program of one call.
    struct Entry: CustomTestStringConvertible {
        let name: String
        /// Types of parameters, features and result.
        let types: (String, String, String)
        let model: String
        let call: String
        /// Whether it computes with FP32 or FP64.
        var hasFloats = false
        var hasDoubles = false

        var testDescription: String { name }

        /// Its source.
        var source: String {
            """
            @_silgen_name("\(name)") public func \(name)(
                _ p: UnsafeMutablePointer<\(types.0)>, _ f: UnsafePointer<\(types.1)>, _ q: UnsafePointer<Quantisation>,
                _ r: UnsafeMutablePointer<XorShift>
            ) -> \(types.2) { \(model).\(call) }

            """
        }
    }

    private static let quantised = "QuantisedModel(shape: .playlist, quantisation: q.pointee, parameters: p)"
    private static let floatCall = "update(f, context: 1, label: 0, rate: 0.01)"
    private static let integerCall = "update(f, context: 1, label: 0, rate: 300)"

    static let fixed = Entry(
        name: "fixedUpdate", types: ("Int16", "Int16", "Int32"), model: "FixedModel(shape: .playlist, parameters: p)",
        call: integerCall)
    static let entries = [
        Entry(
            name: "floatUpdate", types: ("Float", "Float", "Float"),
            model: "FloatingModel(shape: .playlist, parameters: p)", call: floatCall, hasFloats: true),
        Entry(
            name: "doubleUpdate", types: ("Double", "Double", "Double"),
            model: "FloatingModel(shape: .playlist, parameters: p)", call: floatCall, hasDoubles: true),
        Entry(
            name: "halfUpdate", types: ("UInt16", "Float", "Float"),
            model: "HalfModel(shape: .playlist, parameters: p)", call: floatCall, hasFloats: true),
        Entry(
            name: "halfStochasticUpdate", types: ("UInt16", "Float", "Float"),
            model: "HalfModel(shape: .playlist, parameters: p)",
            call: "update(f, context: 1, label: 0, rate: 0.01, rounding: &r.pointee)", hasFloats: true),
        Entry(
            name: "latentUpdate", types: ("Float", "Float", "Float"),
            model: "LatentModel(shape: .playlist, quantisation: q.pointee, parameters: p)", call: floatCall,
            hasFloats: true),
        Entry(
            name: "quantisedScore", types: ("Int8", "Int8", "UInt8"), model: quantised, call: "score(f, context: 1)"),
        Entry(name: "quantisedUpdate", types: ("Int8", "Int8", "UInt8"), model: quantised, call: integerCall),
        Entry(
            name: "quantisedStochasticUpdate", types: ("Int8", "Int8", "UInt8"), model: quantised,
            call: "update(f, context: 1, label: 0, rate: 300, rounding: &r.pointee)"),
        fixed,
    ]

    /// Helpers of the run-time environment for integers and for memory.
    private static let integerHelpers: Set<String> = [
        "__aeabi_uldivmod", "__aeabi_lasr", "__aeabi_llsl", "__aeabi_llsr", "__aeabi_lmul", "__aeabi_memcpy",
        "__aeabi_memclr", "__aeabi_memset", "memcpy", "memset",
    ]

    /// What a program calls that it may not.
    private static func strangers(
        _ image: ArmTools.Image, _ entry: Entry, _ arithmetic: ArmTools.Arithmetic
    ) -> [String] {
        image.undefined.filter { name in
            if integerHelpers.contains(name) { return false }
            if entry.hasDoubles && name.hasPrefix("__aeabi_d") { return false }
            let isFloat = name.hasPrefix("__aeabi_f") || name == "__aeabi_ui2f"
            return !(isFloat && entry.hasFloats && arithmetic == .software)
        }
    }

    @Test(arguments: ArmTools.Arithmetic.allCases)
    func everyPrecisionCompilesAndCallsLittle(_ arithmetic: ArmTools.Arithmetic) throws {
        let scratch = try Scratch()
        let entries = Self.entries.map(\.source).joined()
        let (object, outcome) = try ArmTools.compile(ArmTools.files(), entries: entries, arithmetic, in: scratch)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for entry in Self.entries {
            let image = try ArmTools.link(object, entry: entry.name, in: scratch)
            #expect(Self.strangers(image, entry, arithmetic) == [], "\(entry.name)")
            print("\(arithmetic) \(entry.name): \(image.sections[".text"] ?? 0) bytes of code", terminator: " ")
            print("and \(image.sections[".rodata"] ?? 0) of tables; calls \(image.undefined)")
            // Nothing lies in memory that is written.
            #expect(image.sections[".data", default: 0] == 0 && image.sections[".bss", default: 0] == 0)
            let hasTable = entry.name.hasPrefix("quantised") || entry.name.hasPrefix("latent")
            #expect(image.sections[".rodata", default: 0] == (hasTable ? LogisticTable.byteCount : 0), "\(entry.name)")
        }
    }

    /// The model in integers needs its own files and the shape, and no floating-point arithmetic at all.
    @Test func integersCompileWithoutFloats() throws {
        let scratch = try Scratch()
        let files = ArmTools.files(["Shape", "Fixed"])
        let (object, outcome) = try ArmTools.compile(files, entries: Self.fixedEntry, .software, in: scratch)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let undefined = try Running.run("llvm-nm", ["-u", object]).output
        #expect(!undefined.contains("__aeabi_f") && !undefined.contains("__aeabi_d"), "\(undefined)")
    }

    /// Its entry alone, which needs no other module's types.
    private static let fixedEntry = """
        @_silgen_name("fixedUpdate") public func fixedUpdate(
            _ p: UnsafeMutablePointer<Int16>, _ f: UnsafePointer<Int16>
        ) -> Int32 { FixedModel(shape: .playlist, parameters: p).update(f, context: 1, label: 0, rate: 300) }
        """

    /// A class, an array and a float in the integers' place would all be seen.
    @Test func seededBugsAreCaught() throws {
        let scratch = try Scratch()
        let entries = """
            @_silgen_name("allocates") public func allocates(_ n: Int) -> UnsafeMutablePointer<Int> {
                .allocate(capacity: n)
            }
            @_silgen_name("hasFloats") public func hasFloats(_ x: Float) -> Float { x * 3 }
            nonisolated(unsafe) var counter = 0
            @_silgen_name("counts") public func counts() -> Int { counter += 1; return counter }
            """
        let files = ArmTools.files(["Shape"])
        let (object, outcome) = try ArmTools.compile(files, entries: entries, .software, in: scratch)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func image(_ entry: String) throws -> ArmTools.Image { try ArmTools.link(object, entry: entry, in: scratch) }
        #expect(Self.strangers(try image("allocates"), Self.fixed, .software) != [])
        #expect(Self.strangers(try image("hasFloats"), Self.fixed, .software) == ["__aeabi_fmul"])
        let counting = try image("counts").sections
        #expect(counting[".data", default: 0] + counting[".bss", default: 0] > 0)
    }
}
