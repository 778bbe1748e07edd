import ArgumentParser
import Foundation
import Report
import Suites

/// `bench variants FILE`.
struct VariantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "variants", abstract: "Compare variants of a model of your own in one table.",
        discussion: """
            FILE lists variants by their layers, precision, sparsity, strategy of learning, and weights, which are trained here \
            where no file of them is named (see suites/README.md, and suites/examples/variants.yaml for one to begin with). The \
            table tells of each the latency with its tail, memory, accuracy with its interval, and under the worst disturbance, \
            modelled energy, and the bytes of an update over the air.
            """)

    @Argument(help: "The list, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @OptionGroup var options: RunOptions

    @Option(
        name: .customLong("save-weights"),
        help: ArgumentHelp(
            "Write what was trained here, of each variant's first seed, as safetensors into this folder.",
            valueName: "dir"), completion: .directory)
    var weights: String?

    func run() async throws {
        let definition = try DefinitionFile(path: file, folders: SuiteFiles.folders)
        // Before anything is measured for it.
        if let weights { try TextFile.makeFolder(weights) }
        try await options.run(
            VariantsSuite.self, definition,
            // A launch may have another current folder.
            command: ["variants", URL(fileURLWithPath: file).path]
        ) { suite in
            if let weights { try save(suite as? VariantsSuite, to: weights) }
        }
    }

    /// Writes a file for each variant that was trained.
    private func save(_ suite: VariantsSuite?, to folder: String) throws {
        for (variant, file) in try suite?.trainedWeights() ?? [] {
            let path = "\(folder)/\(variant.replacing("/", with: "-")).safetensors"
            try file.write(to: path)
            if !options.destination.isOutputTaken { Terminal.say("Weights: \(path)") }
        }
    }
}
