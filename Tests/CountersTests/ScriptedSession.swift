import Counters
import CountersTestSupport

extension CounterSession {
    /// A session on a scripted machine.
    convenience init(
        _ events: [String], on papi: ScriptedPAPI, multiplexed: Bool = false, inherited: Bool = false,
        paranoid: Int? = 2, hasPMU: Bool = true
    ) {
        self.init(
            CounterSelection(events: events), multiplexed: multiplexed, inherited: inherited,
            library: CounterLibrary(papi),
            kernel: KernelSettings(paranoidLevel: paranoid, hasPMU: hasPMU))
    }

    /// The names in each pass.
    var plan: [[String]] { passes.map { $0.events.map(\.name) } }

    /// Runs every pass over empty windows and judges.
    func run(windows: Int = 3) -> CounterReading {
        reading(of: passes.map { $0.measure(windows: windows) {} })
    }
}
