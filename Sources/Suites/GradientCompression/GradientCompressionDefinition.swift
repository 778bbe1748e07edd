import Compression
import DataParallel
import Learning
import Quantities

/// What `suites/gradient-compression.yaml` says.
struct GradientCompressionDefinition: Sendable {
    var modes: ModeBudgets
    var gradients: [GradientInput]
    var quickGradients: [GradientInput]
    var codecs: [Codec]
    var training: ParallelDefinition
    var links: [Link]
    var device: DeviceQuestion
}

extension GradientCompressionDefinition {
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ file: DefinitionFile) throws {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(required: [
            "suite", "modes", "gradients", "codecs", "training", "links", "device", "quick",
        ])
        try fields["suite"].require(suite: GradientCompression.name)
        modes = try ModeBudgets(fields["modes"])
        gradients = try fields["gradients"].gradients()
        codecs = try fields["codecs"].codecs()
        let quick = try fields["quick"].mapping(required: ["gradients", "training"])
        let quickNodes = try quick["gradients"].list()
        quickGradients = try quickNodes.map { [gradients] node in
            let name = try node.text()
            guard let input = gradients.first(where: { $0.name == name }) else {
                throw node.error("no gradient is called '\(name)'", remedy: nearest(name, in: gradients.map(\.name)))
            }
            return input
        }
        try DefinitionNode.refuseTwice(quickNodes, names: quickGradients.map(\.name))
        training = try ParallelDefinition(fields["training"], quick: quick["training"])
        let catalogue = try ProfileCatalogue(file.companion)
        links = try fields["links"].unique(\.name) { try $0.link(catalogue) }
        device = try fields["device"].device(catalogue)
    }
}

extension DefinitionNode {
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

    /// `{ processor, sample, every }`.
    fileprivate func device(_ catalogue: ProfileCatalogue) throws -> DeviceQuestion {
        let fields = try mapping(required: ["processor", "sample", "every"])
        return try DeviceQuestion(
            processor: fields["processor"].named { try catalogue.processor($0) },
            sampleByteCount: fields["sample"].whole(in: 1...8), every: fields["every"].span())
    }

    /// A radio's name, or `{ name, title, rate }` of a network.
    fileprivate func link(_ catalogue: ProfileCatalogue) throws -> Link {
        guard isMapping else { return .radio(try named { try catalogue.radio($0) }) }
        let fields = try mapping(required: ["name", "title", "rate"])
        return try .network(
            name: fields["name"].name(), title: fields["title"].text(), rate: fields["rate"].bitRate())
    }

    private func bitRate() throws -> BitRate {
        do {
            let rate = try BitRate(parsing: text())
            guard rate > .zero else {
                throw error("a link of \(rate) carries nothing", remedy: "write one such as 1 Gbit/s")
            }
            return rate
        } catch let error as QuantityError {
            throw self.error("\(error)", remedy: "write one such as 1 Gbit/s")
        }
    }
}
