import Testing

@testable import Models

/// What errors say.
@Suite struct TensorWordingTests {
    @Test func namesPlaceCauseAndRemedy() {
        let mend = "mend the program that wrote it"
        let again = "copy or download it again"
        let cases: [(TensorFileError, String)] = [
            (
                .unreadable(file: "f", reason: "there is no such file"),
                "f cannot be read: there is no such file; check its path and permissions"
            ),
            (
                .unwritable(file: "f", reason: "no"),
                "f cannot be written: no; check its folder, permissions and the space there"
            ),
            (.tooShort(file: "f", byteCount: 3), "f has 3 bytes, but the length of a header takes 8; \(again)"),
            (
                .headerTooLong(file: "f", length: 200, limit: 100),
                "f: its header would have 200 bytes, but the format allows 100; check that it is a safetensors file"
            ),
            (
                .headerPastEnd(file: "f", length: 100, byteCount: 50),
                "f has 50 bytes, but its header ends at 108; \(again)"
            ),
            (
                .headerInvalid(file: "f", byte: 9, found: "'x'", expected: "'}'"),
                "f, byte 9: found 'x' where '}' should be; check that it is a safetensors file"
            ),
            (
                .nameRepeated(file: "f", name: "a"),
                "f: the name 'a' appears twice; give each tensor and text a name of its own"
            ),
            (
                .nameReserved(file: "f", name: "__metadata__"),
                "f: no tensor can be called '__metadata__', which the format keeps for itself; give it another name"
            ),
            (
                .elementUnknown(file: "f", tensor: "a", element: "F4"),
                "f: tensor 'a' has the type 'F4'; save it as one of U64, I64, F64, F32, I32, BF16, F16, I16, I8, U8, BOOL"
            ),
            (
                .fieldUnknown(file: "f", tensor: "a", field: "x"),
                "f: tensor 'a' has a field 'x', which the format does not have; leave dtype, shape and data_offsets alone"
            ),
            (.fieldMissing(file: "f", tensor: "a", field: "shape"), "f: tensor 'a' has no shape; \(mend)"),
            (
                .offsetCount(file: "f", tensor: "a", count: 3),
                "f: tensor 'a' has 3 data_offsets; give its start and its end"
            ),
            (
                .offsetsReversed(file: "f", tensor: "a", start: 8, end: 4),
                "f: tensor 'a' starts at 8 and ends before, at 4; \(mend)"
            ),
            (
                .offsetsPastEnd(file: "f", tensor: "a", end: 8, byteCount: 7),
                "f: tensor 'a' ends at byte 8 behind the header, but there are 7; \(again)"
            ),
            (.overlap(file: "f", tensor: "a", other: "b"), "f: tensor 'a' shares bytes with 'b'; \(mend)"),
            (.gap(file: "f", tensor: "a", byteCount: 4), "f: 4 bytes before tensor 'a' belong to none; \(mend)"),
            (
                .trailingBytes(file: "f", byteCount: 2),
                "f: 2 bytes behind the last tensor belong to none; cut them off, or \(mend)"
            ),
            (
                .shapeInvalid(file: "f", tensor: "a", shape: [-1, 2]),
                "f: tensor 'a' has the shape [-1, 2], whose elements cannot be counted in 64 bits; give it dimensions from 0"
            ),
            (
                .sizeDiffers(file: "f", tensor: "a", element: .f16, shape: [3], expected: 6, actual: 8),
                "f: tensor 'a' has 8 bytes, but F16 [3] takes 6; \(mend)"
            ),
            (
                .notFinite(file: "f", tensor: "a", element: 2, value: "inf"),
                "f: tensor 'a' holds inf at element 2; train again from a state without it, or repair it"
            ),
        ]
        for (error, text) in cases { #expect("\(error)" == text) }
    }

    @Test func saysWhatIsMissingForItsUse() {
        let cases: [(TensorFileError, String)] = [
            (
                .tensorMissing(file: "f", tensor: "a", nearest: ["b", "c"]),
                "f has no tensor 'a'; did you mean 'b', 'c'?"
            ),
            (
                .tensorMissing(file: "f", tensor: "a", nearest: []),
                "f has no tensor 'a'; add it, or take the file of this network"
            ),
            (
                .notFloat(file: "f", tensor: "a", element: .i8),
                "f: tensor 'a' holds I8, no real numbers; save it as F32"
            ),
            (
                .narrowing(file: "f", tensor: "a"),
                "f: tensor 'a' holds F64, which FP32 has to round; save it as F32, or allow narrowing"
            ),
            (
                .tooLarge(file: "f", tensor: "a", element: 2),
                "f: element 2 of tensor 'a' is beyond FP32; scale the tensor or repair it"
            ),
            (
                .tensorSurplus(file: "f", tensor: "a", nearest: ["b"]),
                "f: the network has no tensor 'a'; did you mean 'b'?"
            ),
            (
                .tensorSurplus(file: "f", tensor: "a", nearest: []),
                "f: the network has no tensor 'a'; leave it out, or take the file of this network"
            ),
            (
                .shapeDiffers(file: "f", tensor: "a", expected: [1, 2], actual: [2, 1]),
                """
                f: tensor 'a' has the shape [2, 1], but the network needs [1, 2]; reshape it, or name the layout of the \
                weights in the metadata (layout: native or pytorch)
                """
            ),
            (
                .layoutUnknown(file: "f", layout: "tf", known: ["native", "pytorch"]),
                "f: the metadata name the layout 'tf'; use one of native, pytorch"
            ),
            (
                .layoutUnsaid(file: "f"),
                """
                f comes from PyTorch (format: pt), but does not say in which order its weights are; add layout: pytorch to its \
                metadata
                """
            ),
            (
                .orderUnknown(file: "f", step: "fc"),
                """
                f: 'fc' takes an image by other rows than its pixels, whose order PyTorch's layout does not tell; use the \
                layout native
                """
            ),
            (
                .stepsAlike(file: "f", step: "a.2", name: "a.2"),
                "f: another step than 'a.2' has tensors called 'a.2' already; rename a step"
            ),
            (.notFP32(.int8), "a model in int8 has no FP32 weights to write; write the one that it was made from"),
        ]
        for (error, text) in cases { #expect("\(error)" == text) }
    }

    @Test func showsLongNamesInPart() {
        let name = String(repeating: "x", count: 1_000_000)
        let text = "\(TensorFileError.nameRepeated(file: "f", name: "a\n" + name))"
        #expect(text.hasPrefix("f: the name 'a xxx") && text.count < 200)
    }
}
