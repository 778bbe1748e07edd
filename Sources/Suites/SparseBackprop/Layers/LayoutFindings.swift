import Measurement
import RealModule
import Report

/// What bringing weights into the order of each product and activations into the kernels' layout costs beside the products: of the
/// speed-ups over the best dense step with more and more included, which packs its weights where sparse ones are brought into
/// order.
struct LayoutFindings {
    let variants: [SparsityVariant]
    /// Of whole steps.
    let curves: [SparsityCurves]

    /// Where the costs are told: once a form.
    private static let sparsity = 0.9

    func all() -> [Report.Finding] {
        var workloads: [String] = []
        for curve in curves where !workloads.contains(curve.result.workload) { workloads.append(curve.result.workload) }
        return workloads.flatMap { workload in
            variants.filter { $0.form.sparsity != nil || $0.sparsity == Self.sparsity }
                .compactMap { cost(of: $0, workload) }
        }
    }

    /// The share that is left of a speed-up when more is included, from groups with rounds of their own.
    private struct Left {
        var value: Double
        var interval: Report.Interval

        init(
            _ less: (value: Double, interval: Report.Interval), _ more: (value: Double, interval: Report.Interval)
        ) {
            let log = Double.log(more.value / less.value)
            // Half the width of each interval; independent ones add as squares do.
            let reach = [less, more].reduce(0) { sum, figure in
                let half = Double.log(figure.interval.high / figure.interval.low) / 2
                return sum + half * half
            }.squareRoot()
            value = .exp(log)
            interval = .init(.exp(log - reach), .exp(log + reach))
        }

        var words: String {
            "\(percent(value)) of its speed-up is left, 95 % interval [\(percent(interval.low)), \(percent(interval.high))]"
        }
    }

    private func speedup(
        _ variant: SparsityVariant, _ workload: String, _ stage: StepConditions.Stage
    ) -> (value: Double, interval: Report.Interval)? {
        curves.first { $0.result.workload == workload && $0.result.conditions["stage"] == stage.rawValue }?
            .speedup(variant)
    }

    private func cost(of variant: SparsityVariant, _ workload: String) -> Report.Finding? {
        guard let packed = speedup(variant, workload, .packed), let converted = speedup(variant, workload, .converted)
        else { return nil }
        let conversion = Left(packed, converted)
        let packing = speedup(variant, workload, .kernel).map {
            "; of that of the kernels alone, with weights brought into the order of each product (dense ones are packed), "
                + Left($0, packed).words
        }
        return .init(
            name: "layout.\(variant.name):\(workload)", value: conversion.value, unit: "1",
            interval: conversion.interval, provenance: .derived,
            statement:
                "\(workload), \(variant.name): with activations brought into the kernels' layout and back in every "
                + "step, \(conversion.words)\(packing ?? "")")
    }
}
