import Foundation
import Kernels
import Measurement
import Processes
import Report

extension Report.Tool {
    /// This very build.
    static var current: Report.Tool {
        var dependencies = BuildRecord.dependencies
        dependencies["papi"] = CounterPasses.libraryVersion
        for vendor in Vendor.all { dependencies[vendor.name] = vendor.builtVersion }
        return Report.Tool(
            name: "bench", version: Version.text, commit: BuildRecord.commit, dirty: BuildRecord.dirty,
            swift: BuildRecord.swift, configuration: configuration, traits: traits, dependencies: dependencies)
    }

    /// With the digest of the program's file, which takes a moment to compute.
    var identified: Report.Tool {
        var tool = self
        tool.program = Bundle.main.executablePath.flatMap { try? ExecutableDigest.of($0) }
        return tool
    }

    private static var configuration: String {
        #if DEBUG
            "debug"
        #else
            "release"
        #endif
    }

    private static var traits: [String] {
        #if PAPI
            let papi = ["PAPI"]
        #else
            let papi: [String] = []
        #endif
        #if SQLite
            let sqlite = ["SQLite"]
        #else
            let sqlite: [String] = []
        #endif
        return papi + sqlite + Vendor.all.filter { $0.version != nil }.map(\.trait)
    }
}

extension Vendor {
    /// The version in this build; of a library that does not tell, the Debian package's at the time of the build. Nil
    /// where this build has none.
    var builtVersion: String? {
        version == Vendor.unversioned ? BuildRecord.packages[package] ?? version : version
    }
}
