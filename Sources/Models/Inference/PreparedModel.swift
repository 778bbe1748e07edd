import Kernels

/// A model on a backend of native kernels: every step prepared once, all tensors between input and output in one arena. Not safe for
/// concurrent use.
public final class PreparedModel {
    /// What it computes.
    public let model: Model
    /// Size of the packed weights of all layers in bytes.
    public let packedByteCount: Int
    /// Size of the memory for tensors between input and output in bytes.
    public var arenaByteCount: Int { plan.byteCount }
    /// The arena and the workspaces of all steps, in bytes; nil where a library keeps memory of its own.
    public let workspaceByteCount: Int?
    private let plan: ArenaPlan
    private let arena: UnsafeMutableRawPointer
    private let steps: [Step]
    /// How its backend sums floating-point layers.
    let summation: Summation

    private struct Step {
        var kernel: Kernel
        var first: Place
        var second: Place
        var output: Place
    }

    private enum Kernel {
        /// Its weights lie `packed` bytes after the first.
        case layer(any PreparedKernel, packed: Int)
        case addition(PreparedAddition)
    }

    private enum Place {
        case input, output
        case arena(UnsafeMutableRawPointer)
    }

    /// Prepares a model of the backend's precision.
    /// - Throws: `KernelError` for a layer that the backend does not take.
    public convenience init(_ model: Model, on backend: any Backend) throws {
        try self.init(
            model, on: backend,
            plan: ArenaPlan(model.network, elementBytes: model.precision.activationBytes))
    }

    init(_ model: Model, on backend: any Backend, plan: ArenaPlan) throws {
        self.model = model
        self.plan = plan
        summation = backend.summation
        var packed = 0
        var workspace: Int? = plan.byteCount
        let kernels = try model.operations.map { operation -> Kernel in
            switch operation {
            case .layer(let layer):
                let prepared = try backend.prepare(layer)
                defer { packed += MemoryPlacement.aligned(prepared.packedByteCount) }
                workspace = workspace.flatMap { sum in prepared.workspaceByteCount.map { sum + $0 } }
                return .layer(prepared, packed: packed)
            case .addition(let addition): return .addition(backend.addition.prepare(addition))
            }
        }
        // Once nothing can fail any more.
        let arena = UnsafeMutableRawPointer.allocate(
            byteCount: max(plan.byteCount, 1), alignment: MemoryPlacement.alignment)
        self.arena = arena
        func place(_ tensor: Int) -> Place {
            plan.offsets[tensor].map { .arena(arena + $0) } ?? (tensor == 0 ? .input : .output)
        }
        steps = zip(model.network.steps, kernels).enumerated().map { index, made in
            let inputs = made.0.inputs
            return Step(
                kernel: made.1, first: place(inputs[0]), second: place(inputs[inputs.count - 1]),
                output: place(index + 1))
        }
        packedByteCount = packed
        workspaceByteCount = workspace
    }

    deinit {
        arena.deallocate()
    }

    /// Packs the weights of all layers.
    /// - Parameter destination: aligned to 64 bytes, of `packedByteCount` bytes.
    public func pack(into destination: UnsafeMutableRawPointer) {
        for step in steps {
            if case .layer(let kernel, let offset) = step.kernel { kernel.pack(into: destination + offset) }
        }
    }

    /// The kernel of a step with integers whose parameters can be packed anew, and where in the packed weights of all layers its
    /// own begin; nil for other steps.
    func repacking(step index: Int) -> (kernel: any RepackingKernel, offset: Int)? {
        guard case .layer(let kernel, let offset) = steps[index].kernel, case .integer = kernel.layer,
            let kernel = kernel as? any RepackingKernel
        else { return nil }
        return (kernel, offset)
    }

    /// One inference. Input and output have the model's own elements; nothing is allocated.
    public func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        for step in steps { run(step, packed, input, output) }
    }

    /// What failed first in any step so far, and in which; nil where nothing has.
    public var failure: String? {
        for (index, step) in steps.enumerated() {
            guard case .layer(let kernel, _) = step.kernel, let failure = kernel.failure else { continue }
            return "step \(index), \(model.network.steps[index].name): \(failure)"
        }
        return nil
    }

    /// One inference that shows what each step made, right after it: its number and its output.
    func trace(
        packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer,
        _ visit: (_ step: Int, _ output: UnsafeRawPointer) -> Void
    ) {
        for (index, step) in steps.enumerated() {
            run(step, packed, input, output)
            visit(index, UnsafeRawPointer(Self.address(step.output, UnsafeMutableRawPointer(mutating: input), output)))
        }
    }

    @inline(__always)
    private func run(
        _ step: Step, _ packed: UnsafeRawPointer, _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer
    ) {
        // The input is read alone.
        let source = UnsafeMutableRawPointer(mutating: input)
        let first = Self.address(step.first, source, output)
        let to = Self.address(step.output, source, output)
        switch step.kernel {
        case .layer(let kernel, let offset): kernel.run(packed: packed + offset, input: first, output: to)
        case .addition(let addition): addition.run(first, Self.address(step.second, source, output), output: to)
        }
    }

    @inline(__always)
    private static func address(
        _ place: Place, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        switch place {
        case .input: input
        case .output: output
        case .arena(let address): address
        }
    }
}
