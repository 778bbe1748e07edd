/// A layer each of whose passes another backend may compute.
final class MixedTraining: PreparedTraining {
    private let forward, inputGradient, weightGradient: any PreparedTraining

    init(
        forward: any PreparedTraining, inputGradient: any PreparedTraining, weightGradient: any PreparedTraining
    ) {
        (self.forward, self.inputGradient, self.weightGradient) = (forward, inputGradient, weightGradient)
    }

    var packedByteCount: Int { forward.packedByteCount }
    var transposedByteCount: Int { inputGradient.transposedByteCount }

    var workspaceBytes: PassBytes {
        PassBytes(
            forward: forward.workspaceBytes.forward, inputGradient: inputGradient.workspaceBytes.inputGradient,
            weightGradient: weightGradient.workspaceBytes.weightGradient)
    }

    var keepsMemory: Bool { forward.keepsMemory || inputGradient.keepsMemory || weightGradient.keepsMemory }
    var failure: String? { forward.failure ?? inputGradient.failure ?? weightGradient.failure }

    func pack(_ weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, into packed: UnsafeMutableRawPointer) {
        forward.pack(weights, bias: bias, into: packed)
    }

    func packTransposed(_ weights: UnsafePointer<Float>, into transposed: UnsafeMutableRawPointer) {
        inputGradient.packTransposed(weights, into: transposed)
    }

    func run(
        packed: UnsafeRawPointer, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer
    ) {
        forward.run(packed: packed, input: input, output: output, workspace: workspace)
    }

    func runInputGradient(
        transposed: UnsafeRawPointer, outputGradient: UnsafePointer<Float>,
        inputGradient result: UnsafeMutablePointer<Float>, workspace: UnsafeMutableRawPointer
    ) {
        inputGradient.runInputGradient(
            transposed: transposed, outputGradient: outputGradient, inputGradient: result, workspace: workspace)
    }

    func runWeightGradient(
        input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer
    ) {
        weightGradient.runWeightGradient(
            input: input, outputGradient: outputGradient, gradient: gradient, workspace: workspace)
    }
}

extension TrainingBackends {
    /// A layer each of whose passes another backend computes.
    /// - Parameters:
    ///   - forward: the layer as prepared by the backend of the forward pass, and so on.
    public static func mixed(
        forward: any PreparedTraining, inputGradient: any PreparedTraining, weightGradient: any PreparedTraining
    ) -> any PreparedTraining {
        MixedTraining(forward: forward, inputGradient: inputGradient, weightGradient: weightGradient)
    }
}
