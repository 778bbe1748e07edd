import Compression
import DataParallel
import Learning

/// What several workers learn, as `training` in the definition says.
struct ParallelDefinition: Sendable {
    /// Each task with the usual number of workers.
    var tasks: [ParallelWorkload]
    var codecs: [Codec]
    /// The first task with other numbers of workers.
    var scaling: [ParallelWorkload]
    var scalingCodecs: [Codec]
    /// What a quick run takes of each.
    var quickTasks: [ParallelWorkload]
    var quickCodecs: [Codec]

    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ node: DefinitionNode, quick: DefinitionNode) throws {
        let fields = try node.mapping(required: [
            "streams", "codecs", "hidden", "workers", "batch", "epochs", "sources", "examples", "rates", "trials",
            "seeds",
            "scaling",
        ])
        let streams: [LearningTask.Stream] = try fields["streams"].list().map { try $0.choice() }
        try DefinitionNode.refuseTwice(fields["streams"].list(), names: streams.map(\.rawValue))
        let codecs = try fields["codecs"].codecs()
        self.codecs = codecs
        let hidden = try fields["hidden"].list().map { try $0.whole(in: 1...16_384) }
        let workers = try fields["workers"].whole(in: 1...64), batch = try fields["batch"].whole(in: 1...4096)
        let epochs = try fields["epochs"].whole(in: 1...1000)
        let sources = try fields["sources"].whole(in: 1...1000), examples = try fields["examples"].whole(in: 1...10_000)
        let rates = try fields["rates"].list().map { try $0.positive() }
        let trials = try fields["trials"].whole(in: 1...100)
        // Fewer have no interval worth the name.
        let seeds = try fields["seeds"].whole(in: 5...1000)
        tasks = streams.map { stream in
            ParallelWorkload(
                stream: stream, hidden: hidden, workers: workers, batch: batch, epochs: epochs, sources: sources,
                examples: examples, rates: rates, trials: trials, seeds: seeds)
        }
        let scale = try fields["scaling"].mapping(required: ["workers", "codecs"])
        let numbers = try scale["workers"].list().map { try $0.whole(in: 1...64) }
        try DefinitionNode.refuseTwice(scale["workers"].list(), names: numbers.map(String.init))
        scalingCodecs = try scale["codecs"].codecs()
        scaling = tasks.prefix(1).flatMap { task in
            numbers.filter { $0 != workers }.map { number in
                var own = task
                // The same examples a step, whoever computes them.
                (own.workers, own.batch) = (number, max(1, workers * batch / number))
                return own
            }
        }
        let less = try quick.mapping(required: ["streams", "codecs"])
        let quickStreams: [LearningTask.Stream] = try less["streams"].list().map { try $0.choice() }
        quickTasks = tasks.filter { quickStreams.contains($0.stream) }
        quickCodecs = try less["codecs"].codecs()
        for task in tasks + scaling where task.workers * task.batch > sources * examples {
            throw try fields["batch"].error(
                "\(task.workers) workers with \(task.batch) examples each need more than \(sources * examples)",
                remedy: "take smaller batches or more examples")
        }
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

    /// Codecs, each once, with what the others are held against.
    func codecs() throws -> [Codec] {
        let nodes = try list()
        let codecs = try nodes.map { try $0.codec() }
        try Self.refuseTwice(nodes, names: codecs.map(\.name))
        guard codecs.contains(where: { $0.name == CodecPlanner.baseline }) else {
            throw error("the others are held against \(CodecPlanner.baseline)", remedy: "add \(CodecPlanner.baseline)")
        }
        return codecs
    }
}
