#pragma once
#include <stdbool.h>

// Requests to Callgrind, under which a program may run; without it they do nothing.

/// Whether this build has Valgrind's headers.
bool cvalgrind_is_built_in(void);

/// Whether the process runs under Valgrind.
bool cvalgrind_is_running(void);

/// From here on the simulated caches follow what the program does; what is counted yet is dropped.
void cvalgrind_simulate(void);

/// From here on everything is counted.
void cvalgrind_begin(void);

/// Ends counting and simulating, and writes what was counted under a name.
void cvalgrind_end(const char *name);
