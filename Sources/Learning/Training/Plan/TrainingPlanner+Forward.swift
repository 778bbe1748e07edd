import Kernels
import Models

/// Forward passes.
extension TrainingPlanner {
    mutating func forward(
        _ index: Int, _ step: PreparedStep, at moment: Int, isAgain: Bool
    ) -> TrainingStep.Forward {
        let inputs = problem.network.steps[index].inputs
        // Sums are formed piece by piece, which needs no room.
        let isAddition = if case .addition = step.kernel { true } else { false }
        let sources = inputs.map { operand($0, at: moment, hasRoom: !isAddition) }
        let (output, isTakenOn) = output(of: index, at: moment, isAgain: isAgain)
        if isAgain { tensorsAgain[index + 1] = output } else { tensors[index + 1] = output }
        var bits: Int?
        if passing(index) != nil, !readsOutput(index), isAgain || !kept.isComputedAgain[index],
            let last = schedule.activation[index]
        {
            bits = add(.activations, bytes: (problem.elements(index + 1) + 7) / 8, moment...last)
        }
        var inputCopy: Int?
        if case .gradientSparse = step.kernel, inputs[0] == 0, !isAgain {
            let last = schedule.parameters[index] ?? moment
            inputCopy = add(.activations, problem.elements(0), moment...last)
        }
        let hasIntegerWeights = problem.numbers.integers != nil && step.depth > 0
        return .init(
            sources: sources, count: problem.elements(inputs[0]), output: output.block, stored: output.stored,
            isTakenOn: isTakenOn, bits: bits, copiesChannels: false, inputCopy: inputCopy,
            weights: scratch(problem.numbers == .fp32 ? 0 : step.weightFloats, at: moment),
            biases: scratch(hasIntegerWeights ? step.tileWidth : 0, at: moment),
            packed: scratch(bytes: step.kernel.packedByteCount, at: moment),
            tileOutput: scratch(step.tileFloats, at: moment),
            workspace: scratch(bytes: step.kernel.workspaceBytes.forward, at: moment))
    }

    /// A tensor as the pass at a moment takes it.
    /// - Parameter hasRoom: whether the pass has room to convert it into.
    mutating func operand(_ tensor: Int, at moment: Int, hasRoom: Bool = true) -> TrainingStep.Operand {
        let floats = hasRoom ? problem.elements(tensor) : 0
        if tensor == 0 {
            guard problem.numbers.integers != nil else { return .input }
            return .rounded(into: scratch(floats, at: moment))
        }
        let place = moment > schedule.loss ? tensorsAgain[tensor] ?? tensors[tensor] : tensors[tensor]
        guard let stored = place?.stored, !isNext(tensor, at: moment) else { return .block(place?.block ?? 0) }
        return .stored(stored, tensor: tensor, into: scratch(floats, at: moment))
    }

    /// Whether the pass right before made the tensor, so that it is still there in FP32.
    private func isNext(_ tensor: Int, at moment: Int) -> Bool {
        problem.numbers == .fp32 || schedule.maker(at: moment - 1) == tensor - 1 && schedule.maker(at: moment) != nil
    }

    /// The blocks of a step's output. It lives as long as a pass takes it: in FP32 until the next pass, and from then on in the
    /// numbers in which tensors are stored.
    private mutating func output(
        of index: Int, at moment: Int, isAgain: Bool
    ) -> (place: Place, isTakenOn: Bool) {
        let tensor = index + 1
        let isLast = tensor == problem.network.steps.count
        var reads = isLast ? [schedule.loss] : []
        let takers = problem.needs.takers[tensor]
        if !isAgain { reads += takers }
        if isAgain || !kept.isDropped[tensor] {
            for taker in takers {
                let parameters = kept.readsInput[taker] ? schedule.parameters[taker] : nil
                reads += [schedule.again[taker], parameters].compactMap { $0 }
            }
            if readsOutput(index), let own = schedule.activation[index] { reads.append(own) }
        }
        let elements = problem.elements(tensor)
        if problem.numbers == .fp32 || isLast {
            let last = max(moment, reads.max() ?? moment)
            // Only integers round the network's output, which is not kept.
            return (Place(block: add(.activations, elements, moment...last)), problem.numbers.integers != nil)
        }
        let isNext = reads.contains(moment + 1) && schedule.maker(at: moment + 1) != nil
        let block = add(.activations, elements, moment...(isNext ? moment + 1 : moment))
        let later = reads.filter { !isNext || $0 != moment + 1 }
        let stored = later.max().map {
            add(.activations, bytes: elements * problem.numbers.elementBytes, moment...$0)
        }
        return (Place(block: block, stored: stored), isNext)
    }

    /// Whether the backward pass of the activation reads the output itself: where others read it there, too. Rounded, an output
    /// may lie on a bound that it was not on.
    func readsOutput(_ index: Int) -> Bool {
        problem.numbers == .fp32 && kept.isRead[index + 1] && schedule.activation[index] != nil
            && clamp(index) != nil
    }
}
