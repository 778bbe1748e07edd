import CKnownWork
import Measurement

// Counts loops of known length under Callgrind, for the tests that start it there.
for iterations: UInt in [1000, 2000, 1_000_000] {
    SimulatedWindow.count(named: "\(iterations)") { _ = known_instructions(iterations) }
}
