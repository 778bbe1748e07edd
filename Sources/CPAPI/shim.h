#pragma once
#include <errno.h>
#include <linux/perf_event.h>
#include <papi.h>
#include <pthread.h>
#include <string.h>
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

// PAPI folds EPERM and EACCES into one code and other refusals into EINVAL. What the kernel itself
// answers to the most harmless event there is, the calling thread's software clock in user mode, tells a
// sandbox from a missing PMU: 0 or an errno.
static inline int cpapi_software_clock_errno(void)
{
    struct perf_event_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.type = PERF_TYPE_SOFTWARE;
    attributes.config = PERF_COUNT_SW_TASK_CLOCK;
    attributes.disabled = 1;
    attributes.exclude_kernel = 1;
    attributes.exclude_hv = 1;
    long descriptor = syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0UL);
    if (descriptor < 0)
        return errno;
    close((int)descriptor);
    return 0;
}
