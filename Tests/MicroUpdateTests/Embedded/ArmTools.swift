import Foundation
import TestSupport

/// The Swift compiler for a microcontroller without an operating system, its linker, and what reads their files.
enum ArmTools {
    /// A kind of floating-point arithmetic.
    enum Arithmetic: String, CaseIterable {
        /// Each operation is a call.
        case software
        /// A Cortex-M4's unit, for FP32 alone.
        case hardware

        fileprivate var options: [String] {
            switch self {
            case .software: ["-Xcc", "-mfloat-abi=soft"]
            case .hardware:
                ["-Xcc", "-mcpu=cortex-m4", "-Xcc", "-mfloat-abi=hard", "-Xcc", "-mfpu=fpv4-sp-d16"]
            }
        }
    }

    /// What is left of a program of one entry.
    struct Image {
        /// Bytes by section.
        let sections: [String: Int]
        /// Functions of others that it calls.
        let undefined: [String]
    }

    /// Why nothing can be compiled; nil where it can.
    static let unavailable: String? = {
        let target = ["-target", triple, "-enable-experimental-feature", "Embedded", "-wmo", "-parse-as-library"]
        do {
            let scratch = try Scratch()
            let source = scratch.url.appendingPathComponent("empty.swift").path
            try Data("public func f() {}".utf8).write(to: URL(fileURLWithPath: source))
            let outcome = try Running.run(
                "swiftc", target + ["-c", source, "-o", scratch.url.appendingPathComponent("empty.o").path])
            guard outcome.status == 0 else { return "swiftc has no standard library for \(triple)" }
            for tool in ["ld.lld", "llvm-nm", "llvm-size"] {
                guard try Running.run(tool, ["--version"]).status == 0 else { return "no \(tool) is found" }
            }
            return nil
        } catch {
            return "no compiler starts: \(error)"
        }
    }()

    static let triple = "armv7em-none-none-eabi"

    /// The module's folder.
    static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/MicroUpdate").standardized.resolvingSymlinksInPath()

    /// The module's files, in folders of it or all.
    static func files(_ folders: [String] = [""]) -> [String] {
        folders.flatMap { folder in
            let root = sources.appending(path: folder)
            let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
            return names.filter { $0.hasSuffix(".swift") }.sorted().map { root.appending(path: $0).path }
        }
    }

    /// Compiles files, with one of these entries, into an object.
    static func compile(
        _ files: [String], entries: String, _ arithmetic: Arithmetic, in scratch: Scratch
    ) throws -> (object: String, outcome: Running.Outcome) {
        let object = scratch.url.appendingPathComponent("\(UUID().uuidString).o").path
        let source = scratch.url.appendingPathComponent("Entries.swift")
        try Data(entries.utf8).write(to: source)
        let outcome = try Running.run(
            "swiftc",
            ["-target", triple, "-enable-experimental-feature", "Embedded", "-wmo", "-O", "-parse-as-library"]
                + ["-Xfrontend", "-function-sections", "-module-name", "MicroUpdate"]
                + arithmetic.options + ["-c"] + files + [source.path, "-o", object])
        return (object, outcome)
    }

    /// Links what an entry needs of an object, and nothing else of it.
    static func link(_ object: String, entry: String, in scratch: Scratch) throws -> Image {
        let image = scratch.url.appendingPathComponent("\(UUID().uuidString).elf").path
        let linked = try Running.run(
            "ld.lld",
            ["--gc-sections", "--fatal-warnings", "-e", entry, "--unresolved-symbols=ignore-all", object, "-o", image])
        guard linked.status == 0 else { throw Failure(errors: linked.errors) }
        let symbols = try Running.run("llvm-nm", ["-u", image]).output
        let sizes = try Running.run("llvm-size", ["-A", image]).output
        var sections: [String: Int] = [:]
        for line in sizes.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 3, let size = Int(words[1]) { sections[String(words[0])] = size }
        }
        return Image(
            sections: sections,
            undefined: symbols.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) })
    }

    /// A program that does not link.
    struct Failure: Error {
        let errors: String
    }
}
