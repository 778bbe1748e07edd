import Foundation
import TestSupport
import Testing

@testable import Basics

@Suite struct KernelFilesTests {
    @Test func textIsTrimmedAndFailuresCarryErrno() throws {
        let tree = try MadeUpTree(["a": "  x y \n\n", "d/e": ""])
        let files = tree.files
        #expect(try files.text("/a") == "x y")
        #expect(try files.text("/d/e") == "")
        #expect(throws: KernelFiles.Failure(path: tree.root + "/none", errno: ENOENT)) { try files.text("/none") }
        #expect(throws: KernelFiles.Failure(path: tree.root + "/d", errno: EISDIR)) { try files.text("/d") }
        #expect(files.entries("") == ["a", "d"])
        #expect(files.exists("/a") && files.exists("/d") && !files.exists("/none"))
    }

    @Test func filesLongerThanABlockAreReadWhole() throws {
        let text = String(repeating: "0123456789", count: 2000)
        let tree = try MadeUpTree(["long": text])
        #expect(try tree.files.text("/long") == text)
    }
}
