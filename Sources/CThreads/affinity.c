#define _GNU_SOURCE
#include "affinity.h"

#include <errno.h>

#if defined(__linux__)
#include <sched.h>

int cthreads_get_affinity(bool allowed[cthreads_cpu_limit]) {
    cpu_set_t set;
    // 0 names the calling thread.
    if (sched_getaffinity(0, sizeof set, &set) != 0) return errno;
    for (int cpu = 0; cpu < cthreads_cpu_limit; cpu++) allowed[cpu] = CPU_ISSET(cpu, &set);
    return 0;
}

int cthreads_set_affinity(const bool allowed[cthreads_cpu_limit]) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int cpu = 0; cpu < cthreads_cpu_limit; cpu++)
        if (allowed[cpu]) CPU_SET(cpu, &set);
    return sched_setaffinity(0, sizeof set, &set) == 0 ? 0 : errno;
}

#else

int cthreads_get_affinity(bool allowed[cthreads_cpu_limit]) {
    (void)allowed;
    return ENOSYS;
}

int cthreads_set_affinity(const bool allowed[cthreads_cpu_limit]) {
    (void)allowed;
    return ENOSYS;
}

#endif
