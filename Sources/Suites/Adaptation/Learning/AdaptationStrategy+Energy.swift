import Adaptation
import EnergyModels
import Report

extension AdaptationStrategy {
    /// The arithmetic whose energy is modelled. What is trained in fewer bits is stored in them, but computes in FP32, and so do its
    /// predictions; those beside it, those of a model that does not learn, and a body before a head of its own are the integer
    /// kernels'.
    func arithmetic(isTraining: Bool) -> Arithmetic {
        switch numbers {
        case .fp32, .bf16, .fp16: .fp32
        case .int8, .int8Unscaled: isAdaptive && target != .tinyOL ? .fp32 : .int8
        case .int8FP32, .int8BF16, .int8FP16: isTraining ? .fp32 : .int8
        }
    }

    /// What so many multiply–accumulates of its predictions, or of its updates, take on a processor.
    func energy(
        of macs: Int, isTraining: Bool, on processor: Profile<ProcessorModel>, seed: UInt64
    ) -> Report.Metric {
        processor.energy(
            of: macs, arithmetic(isTraining: isTraining),
            overhead: isTraining ? Scenario.Learning.usualOverhead : nil, seed: seed)
    }
}
