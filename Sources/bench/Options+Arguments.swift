import Foundation
import Suites

// Options as the arguments that bring them about, for processes of this program that measure for another.

/// The option before each of the values.
func each(_ option: String, _ values: [String]) -> [String] { values.flatMap { [option, $0] } }

extension SuiteRequest {
    /// What selects the same cases with the same inputs; the threads are the budget's.
    var arguments: [String] {
        (mode == .quick ? ["--quick"] : []) + each("--filter", filters) + each("--variant", variants)
            + each("--shape", shapes) + each("--set", options.map { "\($0.key)=\($0.value)" }.sorted())
            + ["--seed", "\(seed)"]
    }
}

extension DefinitionPlace {
    /// The other process may have another current folder.
    var arguments: [String] {
        each("--definition", definition.map { [URL(fileURLWithPath: $0).path] } ?? [])
    }
}

extension BudgetOptions {
    /// All but the launches.
    var arguments: [String] {
        each("--rounds", rounds.map { ["\($0)"] } ?? []) + each("--time", time.map { ["\($0.seconds)s"] } ?? [])
            + ["--band", "\(band)"] + each("--sustain", sustain.map { ["\($0.seconds)s"] } ?? [])
            + each("--cpu", cpu.map { ["\($0)"] } ?? []) + ["--counters", counters, "--threads", "\(threads)"]
            + (multiplex ? ["--multiplex"] : [])
    }
}
