#include "CValgrind.h"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>

bool cvalgrind_is_built_in(void) { return true; }

bool cvalgrind_is_running(void) { return RUNNING_ON_VALGRIND != 0; }

void cvalgrind_simulate(void)
{
    CALLGRIND_START_INSTRUMENTATION;
    // The simulated caches see what is collected alone.
    CALLGRIND_TOGGLE_COLLECT;
}

void cvalgrind_begin(void) { CALLGRIND_ZERO_STATS; }

void cvalgrind_end(const char *name)
{
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_DUMP_STATS_AT(name);
    CALLGRIND_STOP_INSTRUMENTATION;
}
#else
bool cvalgrind_is_built_in(void) { return false; }
bool cvalgrind_is_running(void) { return false; }
void cvalgrind_simulate(void) {}
void cvalgrind_begin(void) {}
void cvalgrind_end(const char *name) { (void)name; }
#endif
