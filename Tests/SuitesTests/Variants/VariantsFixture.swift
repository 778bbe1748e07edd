import Foundation

@testable import Suites

/// A short list of variants for heartbeats.
enum VariantsFixture {
    static let text = """
        suite: variants
        title: Beats
        modes: { quick: { rounds: 6, seconds: 0.1 }, full: { rounds: 6, seconds: 0.1 } }
        task: { stream: ecg, sources: 3, examples: 20, seeds: 5 }
        drift: { schedule: sudden/60, events: 120, new: { source: 0, disturbances: [invert] }, rate: 0.01 }
        disturbances: [noise/10dB, noise/-20dB]
        processor: nucleo-l4r5zi
        variants:
          - name: dense
            layers:
              - { name: fc1, kind: fully-connected, inputs: 192, outputs: 16, activation: relu }
              - { name: fc2, kind: fully-connected, inputs: 16, outputs: 3 }
          - { name: half, like: dense, precision: fp16 }
          - { name: whole, like: dense, precision: int8 }
          - { name: few, like: dense, sparsity: 0.9 }
          - { name: head, like: whole, strategy: head/int8+fp32 }

        """

    /// The list, a piece of it replaced, beside other files.
    static func file(
        replacing old: String = "", with new: String = "", in folder: String? = nil
    ) throws -> DefinitionFile {
        precondition(old.isEmpty || text.contains(old), "the list holds no '\(old)'")
        let path = (folder ?? NSTemporaryDirectory()) + "/variants-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try (old.isEmpty ? text : text.replacing(old, with: new, maxReplacements: 1))
            .write(toFile: path, atomically: true, encoding: .utf8)
        return try DefinitionFile(path: path, folders: [Repository.root + "/suites"])
    }

    static func definition(
        replacing old: String = "", with new: String = "", in folder: String? = nil
    ) throws -> VariantsDefinition {
        try VariantsDefinition(file(replacing: old, with: new, in: folder))
    }
}

extension VariantsDefinition {
    func variant(_ name: String) -> VariantDefinition? { variants.first { $0.name == name } }
}
