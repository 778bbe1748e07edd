#define _GNU_SOURCE
#include "CProcesses.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

static int set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setpgroup(attributes, 0);
    int flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    return posix_spawnattr_setflags(attributes, (short)flags);
}

static int set_files(posix_spawn_file_actions_t *actions, const struct cprocesses_launch *launch)
{
    const int descriptors[] = {launch->input, launch->output, launch->errors, launch->extra};
    for (int number = 0; number < 4; number++) {
        if (descriptors[number] < 0)
            continue;
        int code = posix_spawn_file_actions_adddup2(actions, descriptors[number], number);
        if (code)
            return code;
    }
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
    // Others of this process may be open without being marked as its own.
    return posix_spawn_file_actions_addclosefrom_np(actions, launch->extra < 0 ? 3 : 4);
#else
    return 0;
#endif
}

int cprocesses_start(const struct cprocesses_launch *launch, pid_t *process)
{
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    int code = posix_spawnattr_init(&attributes);
    if (code)
        return code;
    code = posix_spawn_file_actions_init(&actions);
    if (!code) {
        code = set_attributes(&attributes);
        if (!code)
            code = set_files(&actions, launch);
        if (!code)
            code = posix_spawn(
                process, launch->path, &actions, &attributes, launch->arguments, launch->environment);
        posix_spawn_file_actions_destroy(&actions);
    }
    posix_spawnattr_destroy(&attributes);
    return code;
}

int cprocesses_await(pid_t process, pid_t group, int *stopped)
{
    *stopped = 0;
    int changes = WEXITED | WSTOPPED | WNOWAIT;
    for (;;) {
        siginfo_t information;
        if (waitid(P_PID, (id_t)process, &information, changes) != 0) {
            if (errno != EINTR)
                return errno;
            continue;
        }
        if (information.si_code != CLD_STOPPED)
            return 0;
        *stopped = information.si_status;
        kill(-group, SIGKILL);
        kill(process, SIGKILL);
        changes = WEXITED | WNOWAIT;
    }
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

// ru_maxrss counts kibibytes, on Darwin bytes.
static int64_t peak(const struct rusage *usage)
{
#ifdef __APPLE__
    return usage->ru_maxrss;
#else
    return (int64_t)usage->ru_maxrss * 1024;
#endif
}

int cprocesses_reap(pid_t process, struct cprocesses_end *end)
{
    int status;
    struct rusage usage;
    while (wait4(process, &status, 0, &usage) < 0)
        if (errno != EINTR)
            return errno;
    end->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    end->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    end->user_seconds = seconds(usage.ru_utime);
    end->system_seconds = seconds(usage.ru_stime);
    end->peak_bytes = peak(&usage);
    return 0;
}

bool cprocesses_reap_group(pid_t group)
{
    pid_t reaped;
    do
        reaped = waitpid(-group, NULL, WNOHANG);
    while (reaped > 0 || (reaped < 0 && errno == EINTR));
    return reaped == 0;
}

int cprocesses_gate(int ends[2])
{
#ifdef SOCK_CLOEXEC
    // At once: another thread may start a program between the making and the marking.
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return errno;
#else
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return errno;
    for (int index = 0; index < 2; index++)
        fcntl(ends[index], F_SETFD, FD_CLOEXEC);
#endif
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return 0;
}

int cprocesses_adopt_orphans(bool adopt)
{
#ifdef __linux__
    return prctl(PR_SET_CHILD_SUBREAPER, adopt ? 1UL : 0UL, 0UL, 0UL, 0UL) == 0 ? 0 : errno;
#else
    (void)adopt;
    return ENOSYS;
#endif
}

int64_t cprocesses_own_peak(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? peak(&usage) : 0;
}
