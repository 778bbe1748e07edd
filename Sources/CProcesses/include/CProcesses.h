#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// A program about to be started. Descriptors of -1 stay closed to it; the signals' handling is the default.
struct cprocesses_launch {
    const char *path;       // no search
    char *const *arguments; // ends with a null
    char *const *environment;
    int input, output, errors; // its descriptors 0, 1 and 2
    int extra;                 // its descriptor 3
};

// How a process ended, and what the kernel accounted for it and its descendants that were waited for.
struct cprocesses_end {
    int status; // exit status; -1 where a signal ended it
    int signal; // 0 where it exited by itself
    double user_seconds, system_seconds;
    int64_t peak_bytes; // resident
};

// Starts a program as the leader of a process group of its own. Returns 0 or an errno.
int cprocesses_start(const struct cprocesses_launch *launch, pid_t *process);

// Waits until a process, or with a negative number one of a group, has ended; it can still be reaped, so that its number
// stays its own. Returns 0 or an errno.
int cprocesses_await(pid_t process);

// Gives back what has ended. Returns 0 or an errno.
int cprocesses_reap(pid_t process, struct cprocesses_end *end);

// Whether orphans among the descendants become children of this process. Returns 0 or an errno: ENOSYS where the system
// has no such thing.
int cprocesses_adopt_orphans(bool adopt);

// The most memory that this process has held resident so far, in bytes.
int64_t cprocesses_own_peak(void);
