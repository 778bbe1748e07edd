// swift-tools-version: 6.2
import Foundation
import PackageDescription

// `swift run` builds debug; a benchmark must measure optimised code there too. Whole-module
// optimisation is left out: in debug it breaks the link.
let isChecked = Context.environment["CI"] != nil
let measured: [SwiftSetting] =
    [.unsafeFlags(["-O"], .when(configuration: .debug))] + (isChecked ? [.treatAllWarnings(as: .error)] : [])
let measuredC: [CSetting] = [.unsafeFlags(["-O3"])] + (isChecked ? [.treatAllWarnings(as: .error)] : [])

/// Ends the reading of this file with a message.
func refuse(_ message: String) -> Never {
    FileHandle.standardError.write(Data("\(message)\n".utf8))
    exit(1)
}

/// A library's prefix elsewhere than the system's: a folder with its header, and the folder in it that has the library.
struct Prefix {
    let root: String
    let libraries: String

    /// The prefix that an environment variable names; nil where it is unset. One without header or library is refused:
    /// the compiler would take the system's instead and say nothing.
    init?(_ variable: String, header: String, library: String) {
        guard let root = Context.environment[variable], !root.isEmpty else { return nil }
        let files = FileManager.default
        guard files.fileExists(atPath: "\(root)/include/\(header)") else {
            refuse("\(variable)=\(root) holds no include/\(header); name the library's prefix, or unset it")
        }
        let folders = ["lib", "lib64", "lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu"].map { "\(root)/\($0)" }
        let endings = ["so", "dylib", "a"]
        guard
            let libraries = folders.first(where: { folder in
                endings.contains { files.fileExists(atPath: "\(folder)/lib\(library).\($0)") }
            })
        else {
            refuse("\(variable)=\(root) holds no lib\(library) in \(folders.joined(separator: ", "))")
        }
        (self.root, self.libraries) = (root, libraries)
    }
}

/// Traits of the libraries whose headers are here; the others are off by default. On macOS these come with the SDK.
#if os(macOS)
    let foundTraits: Set<String> = ["SQLite", "Deflate"]
#else
    let foundTraits = Set(
        [("SQLite", "sqlite3.h"), ("Deflate", "zlib.h"), ("Zstandard", "zstd.h")]
            .filter { FileManager.default.fileExists(atPath: "/usr/include/\($0.1)") }.map(\.0))
#endif

let papi = Target.Dependency.target(
    name: "CPAPI", condition: .when(platforms: [.linux], traits: ["PAPI"]))
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["SQLite"]))
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let systemPackage = Target.Dependency.product(
    name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux]))

func room(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: measured)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: measured)
}

/// A library of others behind a trait of its own: a shim that without the trait is made of stubs.
func vendor(_ name: String, _ trait: String, _ libraries: String..., prefix: Prefix? = nil) -> Target {
    let condition = BuildSettingCondition.when(traits: [trait])
    return .target(
        name: name, dependencies: ["CKernels"],
        cSettings: measuredC + [.define("BENCH_\(trait.uppercased())", condition)]
            + (prefix.map { [.unsafeFlags(["-I\($0.root)/include"], condition)] } ?? []),
        linkerSettings: libraries.map { .linkedLibrary($0, condition) }
            + (prefix.map {
                [.unsafeFlags(["-L\($0.libraries)", "-Xlinker", "-rpath", "-Xlinker", $0.libraries], condition)]
            } ?? []))
}

/// A library of the system's behind a trait of its own: a shim that without the trait is made of stubs.
func library(_ name: String, _ trait: String, _ library: String) -> Target {
    let condition = BuildSettingCondition.when(traits: [trait])
    return .target(
        name: name, cSettings: measuredC + [.define("BENCH_\(trait.uppercased())", condition)],
        linkerSettings: [.linkedLibrary(library, condition)])
}

let package = Package(
    name: "bench",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "bench", targets: ["bench"])],
    traits: [
        .default(enabledTraits: foundTraits.union(["PAPI"])),
        .trait(name: "PAPI", description: "Hardware and software counters through libpapi (Linux)"),
        .trait(name: "SQLite", description: "The history of bench track (Debian: libsqlite3-dev)"),
        .trait(name: "Deflate", description: "Messages through zlib (Debian: zlib1g-dev)"),
        .trait(name: "Zstandard", description: "Messages through Zstandard (Debian: libzstd-dev)"),
        .trait(name: "OneDNN", description: "Kernels of oneDNN, 2.6 or later (Debian: libdnnl-dev)"),
        .trait(name: "OpenBLAS", description: "Kernels of OpenBLAS (Debian: libopenblas-dev)"),
        .trait(name: "XNNPACK", description: "Kernels of XNNPACK as of early 2022 (Debian: libxnnpack-dev)"),
        .trait(
            name: "Vendors", description: "All libraries of others", enabledTraits: ["OneDNN", "OpenBLAS", "XNNPACK"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    ],
    targets: [
        // Floor 0: what is not Swift.
        .systemLibrary(name: "CPAPI"),
        .target(name: "CKernels", cSettings: measuredC),
        .target(name: "CAllocations", cSettings: measuredC),
        .target(name: "CThreads", cSettings: measuredC),
        .target(name: "CProcesses"),
        .target(name: "CValgrind", cSettings: measuredC),
        vendor(
            "COneDNN", "OneDNN", "dnnl",
            prefix: Prefix("ONEDNN_ROOT", header: "oneapi/dnnl/dnnl.h", library: "dnnl")),
        vendor("COpenBLAS", "OpenBLAS", "openblas"),
        library("CDeflate", "Deflate", "z"),
        library("CZstandard", "Zstandard", "zstd"),
        vendor("CXNNPACK", "XNNPACK", "XNNPACK", "pthreadpool"),

        // What a microcontroller takes as it is: no imports.
        room("MicroUpdate", []),

        // Floor 1: what all rooms rest on.
        room("Basics", ["CThreads"]),
        room("Statistics", [realModule]),
        room("Report", []),
        room("Drift", [realModule, "Statistics"]),
        room("Charts", [realModule]),
        room("Quantities", []),

        // Floor 2: the machine.
        room("Counters", [papi, "Basics"]),
        room("Energy", ["Basics", "Counters", "Quantities"]),
        room("EnergyModels", [realModule, "Quantities", "Statistics"]),
        room("Traces", ["Basics", "Quantities"]),
        room("Kernels", ["CKernels", "COneDNN", "COpenBLAS", "CXNNPACK", "Basics", "Statistics"]),

        // Floor 3: measuring.
        room(
            "Measurement",
            [
                "CAllocations", "CValgrind", realModule, "Basics", "Statistics", "Report", "Counters", "Energy",
                "Kernels",
                crypto,
            ]),

        room(
            "Compression", ["CDeflate", "CZstandard", realModule, "Statistics", "Kernels"],
            exclude: ["wire-format.md"]),

        room(
            "Processes",
            [
                "CProcesses", realModule, "Basics", "Statistics", "Report", "Counters", "Energy", "Measurement",
                subprocess,
                systemPackage, crypto,
            ]),

        // Floor 4: whole models.
        room("Models", ["Basics", "Statistics", "Kernels"]),
        room("Learning", [realModule, "Basics", "Statistics", "Kernels", "Models"]),

        room(
            "MicroLearning",
            [realModule, "Basics", "MicroUpdate", "Drift", "Statistics", "Kernels", "Models", "Learning"]),
        room(
            "Adaptation", [realModule, "Basics", "Drift", "Statistics", "Kernels", "Models", "Learning"]),

        room(
            "DataParallel",
            [
                "Basics", "Statistics", "Kernels", "Compression", "Models", "Learning",
                nioCore, nioPosix, subprocess, systemPackage,
            ], exclude: ["TCP/Framing/framing.md"]),

        // Floor 5: the questions.
        room(
            "Suites",
            [
                realModule, "Basics", "Quantities", "Statistics", "Report", "EnergyModels", "Kernels", "Measurement",
                "Processes", "Compression", "Models", "Learning", "DataParallel", "MicroUpdate", "Drift",
                "MicroLearning", "Adaptation", yams, crypto,
            ]),

        // Floor 6: runs against runs, and for people to read.
        room("History", [realModule, "Basics", "Statistics", "Report", "Processes", crypto, grdb]),
        room(
            "Rendering", [realModule, "Basics", "Report", "History", "Charts", mustache],
            resources: [.embedInCode("Pages/Resources")]),

        // Floor 7: the command line.
        .executableTarget(
            name: "bench",
            dependencies: [
                "Basics", "Quantities", "Statistics", "Report", "Counters", "Energy", "EnergyModels", "Traces",
                "Kernels",
                "Measurement", "Compression", "Processes", "DataParallel", "Suites", "History", "Rendering",
                argumentParser,
            ],
            swiftSettings: measured,
            plugins: ["BuildRecord"]),
        .plugin(name: "BuildRecord", capability: .buildTool()),

        // What tests need beside the program.
        .target(
            name: "EmulatedKernels", dependencies: ["CKernels"], path: "Tests/Support/EmulatedKernels",
            cSettings: measuredC),
        .executableTarget(
            name: "SimulatedWork", dependencies: ["Measurement", "CKnownWork"], path: "Tests/Support/SimulatedWork"),
        .executableTarget(
            name: "DataWorker", dependencies: ["DataParallel"], path: "Tests/Support/DataWorker",
            swiftSettings: measured),
        .target(name: "CKnownWork", path: "Tests/Support/CKnownWork"),
        .target(
            name: "TestSupport", dependencies: ["Basics", "Statistics"], path: "Tests/Support/TestSupport",
            swiftSettings: measured),
        .target(
            name: "CountersTestSupport", dependencies: ["Counters"], path: "Tests/Support/CountersTestSupport",
            swiftSettings: measured),

        tests("BasicsTests", ["Basics", "TestSupport"]),
        tests("QuantitiesTests", ["Quantities", "Statistics", "TestSupport"]),
        tests("StatisticsTests", ["Statistics"], resources: [.copy("Fixtures")]),
        tests("ChartsTests", ["Charts", "Statistics", "TestSupport"]),
        tests("ReportTests", ["Report", "Statistics", "TestSupport"], resources: [.copy("Fixtures")]),
        tests(
            "CountersTests", ["Counters", "CountersTestSupport", "CKnownWork", "Basics", "Statistics", "TestSupport"]),
        tests("EnergyTests", ["Energy", "Basics", "Quantities", "CountersTestSupport", "Statistics", "TestSupport"]),
        tests("EnergyModelsTests", ["EnergyModels", "Quantities", "Statistics", "TestSupport"]),
        tests(
            "TracesTests", ["Traces", "Quantities", "Statistics", "TestSupport"], resources: [.copy("Fixtures")]),
        tests("KernelsTests", ["CKernels", "Kernels", "EmulatedKernels", "Basics", "Statistics", "TestSupport"]),
        tests(
            "CompressionTests", ["Compression", "Kernels", "Statistics", "TestSupport"],
            resources: [.copy("Fixtures")]),
        tests("MeasurementTests", ["Measurement", "TestSupport"]),
        tests("ProcessesTests", ["Processes", "Measurement", "Statistics", "TestSupport"]),
        tests(
            "ModelsTests", ["Models", "Kernels", "Statistics", "TestSupport"], resources: [.copy("Fixtures")]),
        tests(
            "LearningTests", ["CAllocations", "Learning", "Kernels", "Models", "Statistics", "TestSupport"],
            resources: [.copy("Fixtures")]),
        tests(
            "DataParallelTests",
            [
                "CAllocations", "DataParallel", "DataWorker", "Compression", "Learning", "Kernels", "Models",
                "Statistics", "Basics", "TestSupport", nioCore, nioPosix,
            ]),
        tests("MicroUpdateTests", ["MicroUpdate", "CAllocations", "Statistics", "TestSupport"]),
        tests(
            "AdaptationTests",
            [
                "CAllocations", "Adaptation", "Drift", "Learning", "Kernels", "Measurement", "Models", "Statistics",
                "TestSupport", realModule,
            ]),
        tests(
            "MicroLearningTests",
            ["CAllocations", "MicroLearning", "MicroUpdate", "Drift", "Statistics", "TestSupport", realModule]),
        tests(
            "DriftTests", ["Drift", "Statistics", "TestSupport", realModule],
            resources: [.copy("Fixtures")]),
        tests(
            "SuitesTests",
            [
                "Suites", "Compression", "MicroUpdate", "MicroLearning", "Adaptation", "Drift", "Quantities",
                "Statistics",
            ]),
        tests("HistoryTests", ["History", "Processes", "Report", "Statistics", "TestSupport", realModule]),
        tests(
            "RenderingTests", ["Rendering", "History", "Charts", "Statistics", "TestSupport"],
            resources: [.copy("Fixtures")]),
        tests("BenchTests", ["bench", "SimulatedWork", "Basics", "Kernels", "Measurement", "Report", "TestSupport"]),
    ],
    cLanguageStandard: .c17
)
