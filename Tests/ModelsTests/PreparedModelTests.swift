import Kernels
import Statistics
import Testing

@testable import Models

/// Whole models on every backend that runs here, step by step against the oracles.
@Suite struct PreparedModelTests {
    private static let stream = InputStream(seed: 2, name: "evaluation", count: 192)

    private static func fp32() throws -> Model {
        var generator = SeededGenerator(seed: 7)
        return try .random(.residual(), using: &generator)
    }

    private static func model(for backend: any Backend) throws -> Model {
        let fp32 = try fp32()
        switch backend.precision.format {
        case .fp32?: return fp32
        case let format?: return try fp32.rounded(to: format)
        case nil:
            let ranges = Calibration.ranges(
                of: try ReferenceModel(fp32), over: InputStream(seed: 2, name: "calibration", count: 192), count: 50)
            return try fp32.quantized(
                ranges, activations: .s8, precision: backend.precision, weightLimit: backend.weightLimit)
        }
    }

    static let backends = Backends.all.filter { $0.unavailable == nil && $0.vendor == nil }.map(\.name)

    /// Runs `prepared` and holds its steps against `model`.
    private static func verdict(_ prepared: PreparedModel, against model: Model) -> OracleResult {
        let packed = UnsafeMutableRawPointer.allocate(byteCount: prepared.packedByteCount, alignment: 64)
        let output = UnsafeMutableRawPointer.allocate(
            byteCount: model.network.outputCount * 4, alignment: 64)
        defer {
            packed.deallocate()
            output.deallocate()
        }
        prepared.pack(into: packed)
        return prepared.checkSteps(
            of: model, packed: packed, input: model.encode(stream[0]), output: output)
    }

    @Test(arguments: backends)
    func everyStepIsRight(_ name: String) throws {
        let backend = try #require(Backends.named(name))
        let model = try Self.model(for: backend)
        let result = Self.verdict(try PreparedModel(model, on: backend), against: model)
        #expect(result.passed, "\(result.detail)")
        #expect(result.detail.hasPrefix("all 7 steps"))
    }

    @Test(arguments: backends)
    func theArenaAndAllStepsHaveWorkspaces(_ name: String) throws {
        let backend = try #require(Backends.named(name))
        let model = try Self.model(for: backend)
        let prepared = try PreparedModel(model, on: backend)
        let steps = try model.operations.reduce(0) { sum, operation in
            guard case .layer(let layer) = operation else { return sum }
            return try sum + #require(backend.prepare(layer).workspaceByteCount)
        }
        #expect(prepared.workspaceByteCount == prepared.arenaByteCount + steps)
    }

    /// Signal to noise that each precision reaches at least here; a broken chain has none.
    @Test(arguments: backends)
    func outputsAreCloseToFP64(_ name: String) throws {
        let backend = try #require(Backends.named(name))
        let error = try Self.error(of: Self.model(for: backend), on: backend)
        let least: Double =
            switch backend.precision {
            case .fp32: 110
            case .fp16: 45
            case .bf16: 30
            case .int8: 20
            case .int4: 5
            }
        #expect(error.sqnr > least, "\(error.sqnr)")
    }

    private static func error(of model: Model, on backend: any Backend) throws -> OutputError {
        let prepared = try PreparedModel(model, on: backend)
        let packed = UnsafeMutableRawPointer.allocate(byteCount: prepared.packedByteCount, alignment: 64)
        defer { packed.deallocate() }
        prepared.pack(into: packed)
        let expected = try ReferenceModel(fp32()).map(stream, count: 50) { $0[7] }
        return prepared.error(packed: packed, over: stream, expected: expected)
    }

    // MARK: Seeded bugs

    private static func portable(_ precision: Precision) throws -> any Backend {
        try #require(Backends.named("\(precision.rawValue)/portable"))
    }

    /// The addition takes what the block's first convolution made instead of what the block was given.
    @Test func aWrongSkipConnectionIsFound() throws {
        let backend = try Self.portable(.fp32)
        let image = ImageShape(height: 8, width: 8, channels: 3)
        var steps = (0..<3).map { Network.Step.convolution("conv\($0)", image, to: 3, from: $0) }
        steps.append(.addition("add", image, of: (3, 1)))
        var generator = SeededGenerator(seed: 7)
        let right = try Model.random(Network(steps), using: &generator)
        steps[3].inputs = [3, 2]
        let wrong = try Model(Network(steps), precision: .fp32, operations: right.operations)
        #expect(Self.verdict(try PreparedModel(right, on: backend), against: right).passed)
        let result = Self.verdict(try PreparedModel(wrong, on: backend), against: right)
        #expect(!result.passed)
        #expect(result.detail.hasPrefix("step 3, add"))
    }

    @Test func anArenaThatOverlapsIsFound() throws {
        for precision in [Precision.fp32, .int8] {
            let backend = try Self.portable(precision)
            let model = try Self.model(for: backend)
            let plan = ArenaPlan(model.network, elementBytes: precision.activationBytes)
            // The second branch is written over the first.
            var offsets = plan.offsets
            offsets[4] = offsets[3]
            let careless = ArenaPlan(offsets: offsets, byteCount: plan.byteCount * 2)
            let result = Self.verdict(try PreparedModel(model, on: backend, plan: careless), against: model)
            #expect(!result.passed, "\(precision.rawValue)")
            #expect(result.detail.hasPrefix("step 4, add"), "\(precision.rawValue)")
        }
    }

    /// A multiplier of another scale belongs to its layer, whose oracle follows it; the model's error tells.
    @Test func aStaleScaleShowsInTheError() throws {
        let backend = try Self.portable(.int8)
        let right = try Self.model(for: backend)
        var operations = right.operations
        guard case .layer(.integer(var layer)) = operations[6] else {
            Issue.record("nothing to look at")
            return
        }
        layer.multipliers = layer.multipliers.map { $0 * 1.5 }
        operations[6] = .layer(.integer(layer))
        let wrong = try Model(right.network, precision: .int8, operations: operations, tensors: right.tensors)
        #expect(try Self.error(of: wrong, on: backend).sqnr < Self.error(of: right, on: backend).sqnr - 10)
    }
}
