#define _GNU_SOURCE
#include "affinity.h"

#include <errno.h>

#if defined(__linux__)
#include <sched.h>

int csystem_get_affinity(bool allowed[csystem_cpu_limit]) {
    cpu_set_t set;
    // 0 names the calling thread.
    if (sched_getaffinity(0, sizeof set, &set) != 0) return errno;
    for (int cpu = 0; cpu < csystem_cpu_limit; cpu++) allowed[cpu] = CPU_ISSET(cpu, &set);
    return 0;
}

int csystem_set_affinity(int cpu) {
    if (cpu < 0 || cpu >= csystem_cpu_limit) return EINVAL;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return sched_setaffinity(0, sizeof set, &set) == 0 ? 0 : errno;
}

#else

int csystem_get_affinity(bool allowed[csystem_cpu_limit]) {
    (void)allowed;
    return ENOSYS;
}

int csystem_set_affinity(int cpu) {
    (void)cpu;
    return ENOSYS;
}

#endif
