import Foundation
import Kernels
import TestSupport
import Testing

@testable import Compression

/// Messages in files: those of the encoders here, which `BENCH_UPDATE_GOLDEN=1` writes anew, and those of an encoder
/// in Python that was written from `wire-format.md` alone.
@Suite("Golden messages") struct GoldenMessageTests {
    @Test("Encoders write the same bytes as before, on every instruction set", arguments: GoldenFiles.built)
    func encoded(golden: GoldenMessage) throws {
        let (folder, name) = (GoldenFiles.folder, golden.name)
        if ProcessInfo.processInfo.environment["BENCH_UPDATE_GOLDEN"] != nil {
            let message = try golden.encode(with: .fastest)
            try Data(message).write(to: folder.appending(path: "\(name).message"))
            let elements = try decoded(message, count: golden.count).rawBytes
            try Data(elements).write(to: folder.appending(path: "\(name).elements"))
        }
        let kept = try GoldenFiles.bytes("\(name).message", in: folder)
        for kernels in CompressionKernels.all where kernels.unavailable == nil {
            let message = try golden.encode(with: kernels)
            // What a library makes of a payload may differ from version to version.
            if try MessageHeader.stages(of: kept) == [.none] {
                #expect(message == kept, "\(kernels.name)")
            } else {
                let elements = try decoded(message, count: golden.count).rawBytes
                #expect(try elements == GoldenFiles.bytes("\(name).elements", in: folder), "\(kernels.name)")
            }
        }
    }

    @Test("Messages decode to what they always did, also those of another encoder")
    func decodedAsBefore() throws {
        for folder in [GoldenFiles.folder, GoldenFiles.python] {
            let names = try GoldenFiles.names(in: folder)
            #expect(names.count > 60)
            for name in names {
                let elements = try GoldenFiles.bytes("\(name).elements", in: folder)
                let message = try GoldenFiles.bytes("\(name).message", in: folder)
                guard try MessageHeader.stages(of: message).isSubset(of: EveryCodec.stages) else { continue }
                #expect(try decoded(message, count: elements.count / 4).rawBytes == elements, "\(name)")
            }
        }
    }

    @Test("What the format does not allow is refused") func refused() throws {
        let names = try GoldenFiles.names(in: GoldenFiles.refused)
        #expect(names.count > 100)
        for name in names {
            let message = try GoldenFiles.bytes("\(name).message", in: GoldenFiles.refused)
            // As many elements as it says, so that nothing but the one thing is wrong.
            let count = message.count >= 8 ? Int(message[4]) : 0
            #expect(throws: CompressionError.self, "\(name)") { try decoded(message, count: count) }
        }
    }

    @Test(
        "A decoder in Python, from the text alone, agrees bit for bit",
        .enabled(if: Python.withNumPy != nil, "needs Python with NumPy; PYTHON names another one"),
        .enabled(if: Python.hasZstandard, "needs zstd"),
        arguments: [GoldenFiles.folder, GoldenFiles.python, GoldenFiles.refused])
    func python(folder: URL) throws {
        let python = try #require(Python.withNumPy)
        let script = GoldenFiles.fixtures.appending(path: "decode.py").path
        let answer = try Running.run(python, ["-B", script, "--all", folder.path])
        let verdict = folder == GoldenFiles.refused ? ": refused" : ": same"
        let lines = answer.output.split(separator: "\n")
        #expect(answer.status == 0, "\(answer.errors)\(lines.filter { !$0.contains(verdict) })")
        #expect(try lines.filter { $0.contains(verdict) }.count == GoldenFiles.names(in: folder).count)
    }

    @Test("All without a stage are held against their files") func held() {
        let plain = GoldenFiles.manifest.filter { !$0.codec.hasSuffix("/zstd") && !$0.codec.hasSuffix("/deflate") }
        #expect(
            plain.count > 60 && plain.allSatisfy { golden in GoldenFiles.built.contains { $0.name == golden.name } })
    }

    @Test("Every format, stage, coding, position and value is among them, in few bytes") func complete() throws {
        var (formats, stages, codings) = (Set<WireFormat>(), Set<LosslessStage>(), Set<[UInt8]>())
        for golden in GoldenFiles.manifest {
            let message = try GoldenFiles.bytes("\(golden.name).message", in: GoldenFiles.folder)
            let header = try message.withUnsafeBytes { try MessageHeader($0) }
            formats.insert(header.format)
            stages.formUnion(try MessageHeader.stages(of: message))
            switch header.format {
            case .qsgd: codings.insert([header.format.rawValue, message[21], message[22]])
            case .sparse: codings.insert([header.format.rawValue, message[20], message[21]])
            case .random: codings.insert([header.format.rawValue, message[28]])
            default: break
            }
        }
        #expect(formats == Set(WireFormat.allCases) && stages == Set(LosslessStage.allCases))
        // Two norms in two codings, three positions of four values, three values of a sample.
        #expect(codings.count == 4 + 12 + 3, "\(codings.sorted { $0.lexicographicallyPrecedes($1) })")
        let files = FileManager.default.enumerator(atPath: GoldenFiles.folder.path)?.compactMap { $0 as? String } ?? []
        let sizes = files.compactMap {
            try? GoldenFiles.folder.appending(path: $0).resourceValues(forKeys: [.fileSizeKey]).fileSize
        }
        #expect(sizes.reduce(0, +) < 300_000)
    }
}

extension MessageHeader {
    /// The lossless stages of a message, and of its parts.
    fileprivate static func stages(of message: [UInt8]) throws -> Set<LosslessStage> {
        try message.withUnsafeBytes { bytes in
            let header = try MessageHeader(bytes)
            guard header.format == .parts else { return [header.stage] }
            var (stages, at) = (Set<LosslessStage>([.none]), byteCount + 4)
            while at < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[at...])
                let part = try MessageHeader(rest)
                stages.insert(part.stage)
                let parameters = try PayloadDecoders.parameterByteCount(of: part.format, rest)
                at += (byteCount + parameters + part.payloadByteCount + 3) / 4 * 4
            }
            return stages
        }
    }
}

/// Python, where it has what the tests need.
private enum Python {
    static let withNumPy = [ProcessInfo.processInfo.environment["PYTHON"], "python3", "/usr/bin/python3"]
        .compactMap { $0 }
        .first { (try? Running.run($0, ["-c", "import numpy"]).status) == 0 }
    static let hasZstandard = (try? Running.run("zstd", ["--version"]).status) == 0
}
