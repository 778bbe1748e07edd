extension TensorFileError {
    /// The wording of what is asked of a file's tensors, and of models of them.
    var descriptionOfUse: String {
        switch self {
        case .tensorMissing(let file, let tensor, let nearest):
            "\(file) has no tensor \(quoted(tensor)); \(offer(nearest) ?? "add it, or take the file of this network")"
        case .notFloat(let file, let tensor, let element):
            "\(file): tensor \(quoted(tensor)) holds \(element.rawValue), no real numbers; save it as F32"
        case .narrowing(let file, let tensor):
            "\(file): tensor \(quoted(tensor)) holds F64, which FP32 has to round; save it as F32, or allow narrowing"
        case .tooLarge(let file, let tensor, let element):
            "\(file): element \(element) of tensor \(quoted(tensor)) is beyond FP32; scale the tensor or repair it"
        case .tensorSurplus(let file, let tensor, let nearest):
            """
            \(file): the network has no tensor \(quoted(tensor)); \
            \(offer(nearest) ?? "leave it out, or take the file of this network")
            """
        case .shapeDiffers(let file, let tensor, let expected, let actual):
            """
            \(file): tensor \(quoted(tensor)) has the shape \(text(actual)), but the network needs \(text(expected)); \
            reshape it, or name the layout of the weights in the metadata (layout: native or pytorch)
            """
        case .layoutUnknown(let file, let layout, let known):
            "\(file): the metadata name the layout \(quoted(layout)); use one of \(known.joined(separator: ", "))"
        case .layoutUnsaid(let file):
            """
            \(file) comes from PyTorch (format: pt), but does not say in which order its weights are; add layout: pytorch \
            to its metadata
            """
        case .orderUnknown(let file, let step):
            """
            \(file): \(quoted(step)) takes an image by other rows than its pixels, whose order PyTorch's layout does not \
            tell; use the layout native
            """
        case .stepsAlike(let file, let step, let name):
            "\(file): another step than \(quoted(step)) has tensors called \(quoted(name)) already; rename a step"
        case .notFP32(let precision):
            "a model in \(precision.rawValue) has no FP32 weights to write; write the one that it was made from"
        case .unreadable, .unwritable, .tooShort, .headerTooLong, .headerPastEnd, .headerInvalid, .nameRepeated,
            .nameReserved, .elementUnknown, .fieldUnknown, .fieldMissing, .offsetCount, .offsetsReversed,
            .offsetsPastEnd, .overlap, .gap, .trailingBytes, .shapeInvalid, .sizeDiffers, .notFinite:
            description
        }
    }

    private func offer(_ nearest: [String]) -> String? {
        nearest.isEmpty ? nil : "did you mean \(nearest.map(quoted).joined(separator: ", "))?"
    }
}
