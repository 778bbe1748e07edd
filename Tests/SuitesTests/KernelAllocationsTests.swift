import Basics
@testable import Kernels
import Measurement
import Testing

@testable import Suites

@Suite("The allocations of kernels")
struct KernelAllocationsTests {
    @Test("Every backend is listed, and our own allocate nothing, on one thread and on two")
    func all() throws {
        let pair = try Team(count: 2)
        let product = LayerShape.gemm(GEMMShape(m: 33, n: 35, k: 71))
        let kernels = try KernelAllocations(teams: [.single, pair])
        #expect(kernels.backends.map(\.name) == Backends.all.map(\.name))
        #expect(kernels.backends.map(\.unavailable) == Backends.all.map(\.unavailable))
        #expect(kernels.backends.flatMap(\.faults).isEmpty)
        if let unavailable = Allocations.unavailable {
            #expect(kernels.verdict == .notJudged(unavailable))
            return
        }
        #expect(kernels.verdict == .passed)
        // Nine workloads: seven layers and a product (all but the pool and the addition packed) and a model.
        let (kernel, packed) = (9, 6)
        for (count, backend) in zip(kernels.backends, Backends.all) where backend.unavailable == nil {
            if backend.vendor != nil { continue }
            let converted = backend.precision == .fp32 ? 0 : kernel
            let types = backend.precision.format == nil ? 2 : 1
            let single = types * (kernel + packed + converted)
            let isDivided = backend.using(pair).threads(for: product) > 1
            #expect(isDivided ? count.windows > single : count.windows == single, "\(backend.name)")
        }
    }

    @Test("Without a count there is no verdict, and no pass")
    func uncounted() throws {
        let kernels = try KernelAllocations(teams: [.single], uncounted: "no allocator to be seen")
        #expect(kernels.verdict == .notJudged("no allocator to be seen"))
        #expect(kernels.backends.allSatisfy { $0.windows == 0 })
    }

    @Test(
        "An allocation is found where it is made, in running, packing and converting",
        .enabled(if: Allocations.unavailable == nil), arguments: LeakyBackend.Place.allCases)
    func found(place: LeakyBackend.Place) throws {
        let kernels = try KernelAllocations(backends: [LeakyBackend(place: place)], teams: [.single])
        #expect(kernels.verdict == .failed)
        let faults = kernels.backends[0].faults
        #expect(faults.contains { $0.hasPrefix("model.pointwise, \(place.stage), u8: ") })
        #expect(faults.allSatisfy { place == .run || $0.contains(", \(place.stage), ") })
        #expect(kernels.backends[0].allocations >= KernelAllocations.calls)
    }
}

/// INT8 in Swift, with an allocation in one place.
struct LeakyBackend: Backend {
    enum Place: String, CaseIterable, Sendable {
        case run, pack, convert

        var stage: LayerConditions.Stage {
            switch self {
            case .run: .kernel
            case .pack: .packed
            case .convert: .converted
            }
        }
    }

    let place: Place
    private let sound: any Backend

    init(place: Place) throws {
        self.place = place
        sound = try #require(Backends.named("int8/portable"))
    }

    var name: String { "int8/leaky" }
    var precision: Precision { .int8 }
    var features: [CPUFeature] { [] }
    var peakLoop: PeakLoop { sound.peakLoop }
    var conversion: Conversion? {
        guard place == .convert, let conversion = sound.conversion else { return sound.conversion }
        return Conversion(
            quantize: {
                leak()
                conversion.quantize($0, $1, $2, $3)
            }, dequantize: conversion.dequantize)
    }

    func prepare(_ layer: Layer) throws -> any PreparedKernel { try Kernel(sound.prepare(layer), place) }

    final class Kernel: PreparedKernel {
        private let sound: any PreparedKernel
        private let place: Place

        init(_ sound: any PreparedKernel, _ place: Place) {
            self.sound = sound
            self.place = place
        }

        var layer: Layer { sound.layer }
        var packedByteCount: Int { sound.packedByteCount }
        var workspaceByteCount: Int? { sound.workspaceByteCount }

        func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
            if place == .pack { leak() }
            sound.pack(weights, into: destination)
        }

        func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
            if place == .run { leak() }
            sound.run(packed: packed, input: input, output: output)
        }
    }
}

/// An allocation that the optimiser cannot leave out.
private func leak() { UnsafeMutableRawPointer.allocate(byteCount: 100, alignment: 16).deallocate() }
