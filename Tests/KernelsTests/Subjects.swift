import CKernels
import EmulatedKernels
import Foundation

@testable import Kernels

/// What the tests hold against the oracles: every kernel of ours that runs here, and those few machines have, emulated;
/// the libraries of others, and kernels for smaller weights, on their own.
enum Subjects {
    static func all(_ precision: Precision) -> [any Backend] {
        fast(precision) + arm(precision)
    }

    /// All but those for Arm, which an emulator of a whole processor runs.
    static func fast(_ precision: Precision) -> [any Backend] {
        available(precision).filter { !isRestricted($0) }
    }

    /// What takes only some shapes or weights.
    static func restricted(_ precision: Precision) -> [any Backend] {
        available(precision).filter(isRestricted)
    }

    static func isRestricted(_ backend: any Backend) -> Bool {
        backend.vendor != nil || backend.hasNarrowWeights
    }

    private static func available(_ precision: Precision) -> [any Backend] {
        Backends.all.filter { $0.precision == precision && $0.unavailable == nil } + emulated(precision)
    }

    static func arm(_ precision: Precision) -> [any Backend] {
        isArmChecked ? ArmBackend.all.filter { $0.precision == precision } : []
    }

    /// In continuous integration always, so that a missing tool fails there; on Arm itself, and on macOS, never.
    static var isArmChecked: Bool {
        #if os(Linux) && !arch(arm64)
            ArmTools.installed != nil || ProcessInfo.processInfo.environment["CI"] != nil
        #else
            false
        #endif
    }

    static var isEmulated: Bool { ck_emulated_product_fp32_avx512 != nil }

    static func emulated(_ precision: Precision) -> [any Backend] {
        guard isEmulated else { return [] }
        return switch precision {
        case .fp32:
            [
                emulated(
                    "fp32/avx512", .fp32,
                    .init(
                        product: ck_emulated_product_fp32_avx512, gemv: ck_emulated_gemv_fp32_avx512,
                        depthwise: ck_emulated_depthwise_fp32_avx512))
            ]
        case .int8:
            [
                emulated(
                    "int8/avx512", .int8,
                    .init(
                        product: ck_emulated_product_int8_avx512, gemv: ck_emulated_gemv_int8_avx512,
                        depthwise: ck_emulated_depthwise_int8_avx512),
                    ck_emulated_conversion_avx512),
                emulated(
                    "int8/avx512-7bit", .int8,
                    .init(
                        product: ck_emulated_product_int8_7bit_avx512, gemv: ck_emulated_gemv_int8_7bit_avx512,
                        depthwise: ck_emulated_depthwise_int8_avx512), peakLoop: .int8AVX512SevenBit),
                emulated(
                    "int8/avx-vnni", .int8,
                    .init(
                        product: ck_emulated_product_int8_avxvnni, gemv: ck_emulated_gemv_int8_avxvnni,
                        depthwise: ck_emulated_depthwise_int8_avxvnni)),
                emulated(
                    "int8/avx512-vnni", .int8,
                    .init(
                        product: ck_emulated_product_int8_avx512vnni, gemv: ck_emulated_gemv_int8_avx512vnni,
                        depthwise: ck_emulated_depthwise_int8_avx512vnni)),
                emulated(
                    "int8/amx", .int8,
                    .init(
                        product: ck_emulated_product_int8_amx, gemv: ck_emulated_gemv_int8_avx512vnni,
                        depthwise: ck_emulated_depthwise_int8_avx512vnni)),
            ]
        case .int4:
            [
                emulated(
                    "int4/avx-vnni", .int4,
                    .init(
                        product: ck_emulated_product_int4_avxvnni, gemv: ck_emulated_gemv_int4_avxvnni,
                        depthwise: ck_emulated_depthwise_int8_avxvnni)),
                emulated(
                    "int4/avx512-vnni", .int4,
                    .init(
                        product: ck_emulated_product_int4_avx512vnni, gemv: ck_emulated_gemv_int4_avx512vnni,
                        depthwise: ck_emulated_depthwise_int8_avx512vnni)),
            ]
        case .bf16:
            [
                emulated(
                    "bf16/avx512", .bf16,
                    .init(
                        product: ck_emulated_product_bf16_avx512, gemv: ck_emulated_gemv_bf16_avx512,
                        depthwise: ck_emulated_depthwise_bf16_avx512),
                    ck_emulated_conversion_bf16_avx512),
                emulated(
                    "bf16/avx512-bf16", .bf16,
                    .init(
                        product: ck_emulated_product_bf16_avx512bf16, gemv: ck_emulated_gemv_bf16_avx512bf16,
                        depthwise: ck_emulated_depthwise_bf16_avx512)),
                emulated(
                    "bf16/amx", .bf16,
                    .init(
                        product: ck_emulated_product_bf16_amx, gemv: ck_emulated_gemv_bf16_avx512bf16,
                        depthwise: ck_emulated_depthwise_bf16_avx512)),
            ]
        case .fp16:
            [
                emulated(
                    "fp16/avx512", .fp16,
                    .init(
                        product: ck_emulated_product_fp16_avx512, gemv: ck_emulated_gemv_fp16_avx512,
                        depthwise: ck_emulated_depthwise_fp16_avx512),
                    ck_emulated_conversion_fp16_avx512),
                emulated(
                    "fp16/avx512-fp16", .fp16,
                    .init(
                        product: ck_emulated_product_fp16_avx512fp16, gemv: ck_emulated_gemv_fp16_avx512fp16,
                        depthwise: ck_emulated_depthwise_fp16_avx512),
                    summation: .fp16Chains),
            ]
        }
    }

    static func emulated(
        _ name: String, _ precision: Precision, _ kernels: NativeKernels,
        _ conversion: UnsafePointer<CKConversion>? = nil, summation: Summation = .fp32,
        peakLoop: PeakLoop = .fp32Baseline
    ) -> any Backend {
        NativeBackend(
            name: "\(name) (emulated)", precision: precision, features: [], kernels: kernels, conversion: conversion,
            summation: summation, peakLoop: peakLoop)
    }
}
