#pragma once
#include <errno.h>
#include <linux/perf_event.h>
#include <papi.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// PAPI_VER_CURRENT is a macro with a cast, which Swift does not import.
static inline int cpapi_version(void) { return PAPI_VER_CURRENT; }

// pthread_t is an integer on Linux only by the C library's choice; the cast belongs in C.
static inline unsigned long cpapi_thread(void) { return (unsigned long)pthread_self(); }
static inline int cpapi_thread_init(void) { return PAPI_thread_init(cpapi_thread); }

// PAPI_event_info_t takes 10 KiB of fixed arrays that Swift would import as tuples.
// `natives` is the number of native events behind a preset, 0 where the processor has none.
static inline int cpapi_event_info(int code, int *natives, int *component, char *description, size_t size)
{
    PAPI_event_info_t info;
    memset(&info, 0, sizeof info);
    int status = PAPI_get_event_info(code, &info);
    if (status != PAPI_OK || size == 0)
        return status;
    *natives = (int)info.count;
    *component = info.component_index;
    strncpy(description, info.long_descr, size - 1);
    description[size - 1] = 0;
    return status;
}

// PAPI_option_t is a union that Swift imports as opaque bytes.
static inline int cpapi_set_inherit(int set)
{
    PAPI_option_t option;
    memset(&option, 0, sizeof option);
    option.inherit.eventset = set;
    option.inherit.inherit = PAPI_INHERIT_ALL;
    return PAPI_set_opt(PAPI_INHERIT, &option);
}

// One of the kernel's own counters (PERF_COUNT_SW_…) for the calling thread, at rest: a descriptor, or a negated errno.
// `kernel` counts in kernel mode too, `inherit` the processes and threads started later as well.
static inline int cpapi_open_software(uint64_t config, int kernel, int inherit)
{
    struct perf_event_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.type = PERF_TYPE_SOFTWARE;
    attributes.config = config;
    attributes.disabled = 1;
    attributes.inherit = inherit != 0;
    attributes.exclude_kernel = kernel == 0;
    attributes.exclude_hv = 1;
    long descriptor = syscall(SYS_perf_event_open, &attributes, 0, -1, -1, (unsigned long)PERF_FLAG_FD_CLOEXEC);
    return descriptor < 0 ? -errno : (int)descriptor;
}

// Lets such a counter go or rest. Returns 0 or an errno.
static inline int cpapi_enable_software(int descriptor, int enable)
{
    return ioctl(descriptor, enable ? PERF_EVENT_IOC_ENABLE : PERF_EVENT_IOC_DISABLE, 0) == 0 ? 0 : errno;
}

// PAPI folds EPERM and EACCES into one code and other refusals into EINVAL. What the kernel itself
// answers to the most harmless event there is, the calling thread's software clock in user mode, tells a
// sandbox from a missing PMU: 0 or an errno.
static inline int cpapi_software_clock_errno(void)
{
    int descriptor = cpapi_open_software(PERF_COUNT_SW_TASK_CLOCK, 0, 0);
    if (descriptor < 0)
        return -descriptor;
    close(descriptor);
    return 0;
}
