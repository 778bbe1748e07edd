import Testing

@testable import Basics

@Suite struct NearestNamesTests {
    @Test(arguments: [
        ("kitten", "sitting", 3), ("saturday", "sunday", 3), ("flaw", "lawn", 2), ("", "abc", 3),
        ("same", "same", 0),
    ])
    func distanceIsLevenshteins(a: String, b: String, distance: Int) {
        #expect(levenshtein(Array(a.utf8), Array(b.utf8)) == distance)
        #expect(levenshtein(Array(b.utf8), Array(a.utf8)) == distance)
    }

    @Test func nearestComeFirstAndFarOnesNotAtAll() {
        let names = ["select", "sparse-backprop", "INT8-fp32", "int8-fp64"]
        #expect(nearestNames(to: "int8-fp32", in: names) == ["INT8-fp32", "int8-fp64"])
        #expect(nearestNames(to: "int8-fp32", in: names, limit: 1) == ["INT8-fp32"])
        #expect(nearestNames(to: "zzzzzz", in: names).isEmpty)
    }
}
