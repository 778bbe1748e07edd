#pragma once

// Runs a loop of two instructions, `iterations` times, and nothing else that grows with it.
// Returns the number of instructions, 0 where this processor has no such loop here.
unsigned long known_instructions(unsigned long iterations);
