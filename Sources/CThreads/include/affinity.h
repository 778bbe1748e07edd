#pragma once
#include <stdbool.h>

// Which CPUs a thread may use; Linux alone has the calls, behind macros that Swift does not import.

enum { cthreads_cpu_limit = 1024 };

/// Sets `allowed[cpu]` for each CPU the calling thread may use.
/// - Returns: 0, or an errno; ENOSYS where the system has no such call.
int cthreads_get_affinity(bool allowed[cthreads_cpu_limit]);

/// Binds the calling thread to some CPUs.
/// - Returns: 0, or an errno.
int cthreads_set_affinity(const bool allowed[cthreads_cpu_limit]);
