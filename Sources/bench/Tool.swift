import Measurement
import Report

extension Report.Tool {
    /// This very build.
    static var current: Report.Tool {
        var dependencies = BuildRecord.dependencies
        dependencies["papi"] = CounterPasses.libraryVersion
        return Report.Tool(
            name: "bench", version: Version.text, commit: BuildRecord.commit, dirty: BuildRecord.dirty,
            swift: BuildRecord.swift, configuration: configuration, traits: traits, dependencies: dependencies)
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
            ["PAPI"]
        #else
            []
        #endif
    }
}
