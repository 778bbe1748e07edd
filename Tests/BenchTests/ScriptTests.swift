import Foundation
import TestSupport
import Testing

/// `scripts/bench` in a copy of the project, where the toolchain and the program do nothing but tell their arguments.
@Suite("scripts/bench")
struct ScriptTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        let files = FileManager.default
        try files.copyItem(
            at: Program.root.appendingPathComponent("scripts"), to: scratch.url.appendingPathComponent("scripts"))
        try stub(".build/release/bench", "echo \"bench: $*\"")
        try stub("bin/swift", "echo \"swift: $*\"")
        // Everything is installed, and the compiler finds nothing.
        try stub("bin/dpkg-query", "echo \"install ok installed\"")
        try stub("bin/clang", "exit 1")
    }

    private func stub(_ path: String, _ body: String) throws {
        let url = scratch.url.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("#!/bin/sh\n\(body)\n".utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    }

    private func run(_ arguments: [String], environment: [String] = []) throws -> Program.Outcome {
        let path = "PATH=\(scratch.url.path)/bin:/usr/bin:/bin"
        return try Program.run(
            "env", ["-u", "ONEDNN_ROOT", path] + environment + [scratch.url.path + "/scripts/bench"] + arguments)
    }

    @Test(
        "--install-peers is taken anywhere and not handed on; without a suite the doctor is asked",
        arguments: [
            (["--install-peers", "int8-fp32", "--quick"], "bench: int8-fp32 --quick\n"),
            (["int8-fp32", "--filter", "*:a b:*", "--install-peers"], "bench: int8-fp32 --filter *:a b:*\n"),
            (["--install-peers"], "bench: doctor\n"), ([], "bench: doctor\n"),
        ])
    func arguments(given: [String], told: String) throws {
        let outcome = try run(given)
        #expect(outcome.status == 0 && outcome.output == told, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("--traits default\n"), "the compiler finds no library")
    }

    @Test("Libraries are built in where the compiler finds them, with dpkg or without")
    func libraries() throws {
        try stub("bin/clang", "grep -q cblas.h")
        #expect(try run(["doctor"]).errors.contains("--traits default,OpenBLAS\n"))
        try stub("bin/clang", "exit 0")
        let all = "--traits default,SQLite,Deflate,Zstandard,OpenBLAS,OneDNN,XNNPACK\n"
        #expect(try run(["doctor"]).errors.contains(all))
    }

    @Test("An ONEDNN_ROOT without header is refused, by the script and by the package")
    func wrongPrefix() throws {
        let message = "ONEDNN_ROOT=/nowhere holds no include/oneapi/dnnl/dnnl.h"
        let script = try run(["doctor"], environment: ["ONEDNN_ROOT=/nowhere"])
        #expect(script.status != 0 && script.errors.contains(message) && script.output.isEmpty)

        try FileManager.default.copyItem(
            at: Program.root.appendingPathComponent("Package.swift"),
            to: scratch.url.appendingPathComponent("Package.swift"))
        func dump(_ root: String) throws -> Program.Outcome {
            try Program.run(
                "env", ["ONEDNN_ROOT=\(root)", "swift", "package", "--package-path", scratch.url.path, "dump-package"])
        }
        let package = try dump("/nowhere")
        #expect(package.status != 0 && package.errors.contains(message), "\(package.errors)")

        let root = scratch.url.path + "/prefix"
        for file in ["include/oneapi/dnnl/dnnl.h", "lib64/libdnnl.so"] {
            let url = URL(fileURLWithPath: "\(root)/\(file)")
            let withoutLibrary = try? dump(root)
            #expect(withoutLibrary?.status != 0)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: url)
        }
        let found = try dump(root)
        #expect(found.status == 0 && found.output.contains("\(root)/lib64"), "\(found.errors)")
    }
}
