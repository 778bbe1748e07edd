import CKnownWork
import Measurement

// Counts loops of known length under Callgrind, for the tests that start it there.
// The first window pays for the loader's binding.
for iterations: UInt in [1, 1000, 2000, 1_000_000] {
    SimulatedWindow.count(named: "\(iterations)") { _ = known_instructions(iterations) }
}
