import Foundation
import Testing

@testable import Report

@Suite struct TextFileTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try Data("old".utf8).write(to: URL(filePath: root + "/file"))
    }

    private func cleanUp() {
        try? FileManager.default.removeItem(atPath: root)
    }

    private func complaint(_ body: () throws(ReportError) -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return error.description.replacingOccurrences(of: root, with: "ROOT")
        }
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    @Test(arguments: ["/a", "/a/b/c", "/a//b/", "/a/./b", "/a/../b/c", "/", ""])
    func foldersAreMadeLevelByLevel(path: String) throws {
        defer { cleanUp() }
        for _ in 0..<2 {
            try TextFile.makeFolder(root + path)
            #expect(isFolder(root + path))
        }
    }

    @Test func aFolderThatCannotBeMadeNamesTheSystemsCause() throws {
        defer { cleanUp() }
        #expect(
            complaint { () throws(ReportError) in try TextFile.makeFolder(root + "/file") }
                == "ROOT/file cannot be written: File exists; remove the file or choose another name")
        #expect(
            complaint { () throws(ReportError) in try TextFile.makeFolder(root + "/file/a/b") }
                == "ROOT/file/a/b cannot be written: Not a directory; check the path and that its folder exists")
        #expect(
            complaint { () throws(ReportError) in try TextFile.makeFolder("") }
                == " cannot be written: No such file or directory; check the path and that its folder exists")
        try FileManager.default.createSymbolicLink(atPath: root + "/link", withDestinationPath: root + "/nowhere")
        #expect(
            complaint { () throws(ReportError) in try TextFile.makeFolder(root + "/link/a") }
                == "ROOT/link/a cannot be written: File exists; remove the file or choose another name")
    }

    @Test func aPathThatCanBeWrittenIsLeftAsItIs() throws {
        defer { cleanUp() }
        try TextFile.requireWritable(root + "/file")
        try TextFile.requireWritable(root + "/new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["file"])
        #expect(try String(contentsOfFile: root + "/file", encoding: .utf8) == "old")
    }

    /// What is refused beforehand is what writing would be refused for.
    @Test(arguments: [
        ("/no/file", ENOENT), ("/file/in", ENOTDIR), ("/file/", ENOTDIR), ("", EISDIR), ("/", EISDIR),
    ])
    func aPathThatCannotBeWrittenIsRefusedBeforehand(path: String, cause: Int32) throws {
        defer { cleanUp() }
        let expected = ReportError.unwritable(file: root + path, cause: .init(number: cause))
        #expect(throws: expected) { try TextFile.requireWritable(root + path) }
        #expect(throws: ReportError.self) { try TextFile.write("new", to: root + path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["file"])
        #expect(throws: ReportError.unwritable(file: "", cause: .init(number: ENOENT))) {
            try TextFile.requireWritable("")
        }
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser has every right"))
    func aFolderWithoutTheRightToWriteIsRefused() throws {
        defer { cleanUp() }
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: root)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root) }
        let remedy = "Permission denied; choose a path you have the right to, or change the rights of this one"
        #expect(
            complaint { () throws(ReportError) in try TextFile.makeFolder(root + "/a/b") }
                == "ROOT/a/b cannot be written: \(remedy)")
        #expect(
            complaint { () throws(ReportError) in try TextFile.requireWritable(root + "/file") }
                == "ROOT/file cannot be written: \(remedy)")
    }
}
