#pragma once
#include <stdbool.h>
#include <stdint.h>

// Which CPUs a thread may use; Linux alone has the calls, behind macros that Swift does not import.

enum { csystem_cpu_limit = 1024 };

/// Sets `allowed[cpu]` for each CPU the calling thread may use.
/// - Returns: 0, or an errno; ENOSYS where the system has no such call.
int csystem_get_affinity(bool allowed[csystem_cpu_limit]);

/// Binds the calling thread to one CPU.
/// - Returns: 0, or an errno.
int csystem_set_affinity(int cpu);
