#pragma once

// How much stack a call takes: it runs on a thread whose stack was painted before, and what is not painted afterwards was used.

/// Runs a call three times on threads of its own; the last of them is looked at, so that what is done once is not counted.
/// - Returns: bytes beyond what a thread takes that does nothing, or an errno below 0. A call that takes 1 MiB or more ends the
///   process.
long cthreads_stack_use(void (*call)(void *context), void *context);
