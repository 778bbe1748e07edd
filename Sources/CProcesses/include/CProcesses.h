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

// Waits until a process has ended; it can still be reaped, so that its number stays its own. One that stops would not end
// by itself: it is killed with its group, and the signal that stopped it told, otherwise 0. Returns 0 or an errno.
int cprocesses_await(pid_t process, pid_t group, int *stopped);

// Gives back what has ended. Returns 0 or an errno.
int cprocesses_reap(pid_t process, struct cprocesses_end *end);

// Gives back those children of a group that have ended. Returns whether others are left.
bool cprocesses_reap_group(pid_t group);

// Two ends of which each reads what is written into the other; reading from the first does not wait. Started programs do
// not inherit them. Returns 0 or an errno.
int cprocesses_gate(int ends[2]);

// Whether orphans among the descendants become children of this process. Returns 0 or an errno: ENOSYS where the system
// has no such thing.
int cprocesses_adopt_orphans(bool adopt);

// The most memory that this process has held resident so far, in bytes.
int64_t cprocesses_own_peak(void);
