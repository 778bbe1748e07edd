import Compression
import DataParallel
import Learning

/// What `suites/gradient-compression.yaml` says.
struct GradientCompressionDefinition: Sendable {
    var modes: ModeBudgets
    var gradients: [GradientInput]
    var quickGradients: [GradientInput]
    var codecs: [Codec]
}

extension GradientCompressionDefinition {
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ file: DefinitionFile) throws {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(required: ["suite", "modes", "gradients", "codecs", "quick"])
        try fields["suite"].require(suite: GradientCompression.name)
        modes = try ModeBudgets(fields["modes"])
        gradients = try fields["gradients"].gradients()
        let nodes = try fields["codecs"].list()
        codecs = try nodes.map { try $0.codec() }
        try DefinitionNode.refuseTwice(nodes, names: codecs.map(\.name))
        guard codecs.contains(where: { $0.name == CodecPlanner.baseline }) else {
            throw try fields["codecs"].error(
                "the others are held against \(CodecPlanner.baseline)", remedy: "add \(CodecPlanner.baseline)")
        }
        let quick = try fields["quick"].mapping(required: ["gradients"])
        let quickNodes = try quick["gradients"].list()
        quickGradients = try quickNodes.map { [gradients] node in
            let name = try node.text()
            guard let input = gradients.first(where: { $0.name == name }) else {
                throw node.error("no gradient is called '\(name)'", remedy: nearest(name, in: gradients.map(\.name)))
            }
            return input
        }
        try DefinitionNode.refuseTwice(quickNodes, names: quickGradients.map(\.name))
    }
}

extension DefinitionNode {
    /// A codec by its name.
    func codec() throws -> Codec {
        let name = try text()
        do {
            return try Codec(name)
        } catch {
            throw self.error("\(error)", remedy: "write it as suites/README.md says")
        }
    }

    /// `{ laws: […], sizes: […], learned: […] }`.
    fileprivate func gradients() throws -> [GradientInput] {
        let fields = try mapping(required: ["laws", "sizes", "learned"])
        let laws: [GradientLaw] = try fields["laws"].list().map { try $0.choice() }
        try DefinitionNode.refuseTwice(fields["laws"].list(), names: laws.map(\.rawValue))
        let sizes = try fields["sizes"].list().map { try $0.whole(in: 1...100_000_000) }
        try DefinitionNode.refuseTwice(fields["sizes"].list(), names: sizes.map(String.init))
        let streams: [LearningTask.Stream] = try fields["learned"].list().map { try $0.choice() }
        try DefinitionNode.refuseTwice(fields["learned"].list(), names: streams.map(\.rawValue))
        return laws.flatMap { law in sizes.map { GradientInput(origin: .drawn(law, count: $0)) } }
            + streams.flatMap { stream in
                GradientInput.LearningMoment.allCases.map { GradientInput(origin: .learned(stream, $0)) }
            }
    }
}
