#define _GNU_SOURCE
#include "team.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

/// How long a worker spins before it sleeps: longer than what lies between two layers of a model or two calls of a
/// window, much shorter than an epoch, in which another case may have the machine for itself.
#define SPIN_NANOSECONDS 50000
/// Looks between two looks at the clock.
#define SPINS 64

typedef struct {
    cthreads_team *team;
    pthread_t handle;
    int thread;
} Worker;

struct cthreads_team {
    /// Counts the tasks; a worker does one when it sees a number other than its last. Each of these on a line of its
    /// own: workers read the first and write the second.
    _Alignas(64) _Atomic uint32_t generation;
    _Alignas(64) _Atomic int busy;
    _Alignas(64) _Atomic int sleepers;
    /// NULL tells the workers to leave.
    cthreads_task *task;
    void *context;
    pthread_mutex_t mutex;
    pthread_cond_t woken;
    int workers;
    Worker worker[];
};

static inline void pause_briefly(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// Waits for a generation other than `seen`.
static uint32_t next_generation(cthreads_team *team, uint32_t seen) {
    const int64_t end = nanoseconds() + SPIN_NANOSECONDS;
    uint32_t now;
    do {
        for (int i = 0; i < SPINS; i++) {
            now = atomic_load_explicit(&team->generation, memory_order_acquire);
            if (now != seen) return now;
            pause_briefly();
        }
    } while (nanoseconds() < end);

    pthread_mutex_lock(&team->mutex);
    // Either the one who hands out sees a sleeper after it has counted up, or the sleeper sees the new count.
    atomic_fetch_add(&team->sleepers, 1);
    while ((now = atomic_load(&team->generation)) == seen) pthread_cond_wait(&team->woken, &team->mutex);
    atomic_fetch_sub(&team->sleepers, 1);
    pthread_mutex_unlock(&team->mutex);
    return now;
}

static void *work(void *argument) {
    const Worker *self = argument;
    cthreads_team *team = self->team;
    for (uint32_t seen = 0;;) {
        seen = next_generation(team, seen);
        if (team->task == NULL) return NULL;
        team->task(team->context, self->thread);
        atomic_fetch_sub_explicit(&team->busy, 1, memory_order_release);
    }
}

static void hand_out(cthreads_team *team, cthreads_task *task, void *context) {
    team->task = task;
    team->context = context;
    atomic_store_explicit(&team->busy, team->workers, memory_order_relaxed);
    atomic_fetch_add(&team->generation, 1);
    if (atomic_load(&team->sleepers) == 0) return;
    pthread_mutex_lock(&team->mutex);
    pthread_cond_broadcast(&team->woken);
    pthread_mutex_unlock(&team->mutex);
}

void cthreads_team_run(cthreads_team *team, cthreads_task *task, void *context) {
    hand_out(team, task, context);
    task(context, 0);
    for (int64_t end = 0; atomic_load_explicit(&team->busy, memory_order_acquire) > 0;) {
        for (int i = 0; i < SPINS && atomic_load_explicit(&team->busy, memory_order_acquire) > 0; i++)
            pause_briefly();
        const int64_t now = nanoseconds();
        if (end == 0) end = now + SPIN_NANOSECONDS;
        // A worker may wait for the very CPU that this thread spins on.
        if (now > end) sched_yield();
    }
}

cthreads_team *cthreads_team_create(int threads, int *error) {
    const int workers = threads > 1 ? threads - 1 : 0;
    const size_t bytes = sizeof(cthreads_team) + (size_t)workers * sizeof(Worker);
    void *memory;
    *error = posix_memalign(&memory, _Alignof(cthreads_team), bytes);
    if (*error != 0) return NULL;
    cthreads_team *team = memory;
    *team = (cthreads_team){.workers = 0};
    pthread_mutex_init(&team->mutex, NULL);
    pthread_cond_init(&team->woken, NULL);
    for (; team->workers < workers; team->workers++) {
        Worker *worker = &team->worker[team->workers];
        worker->team = team;
        worker->thread = team->workers + 1;
        *error = pthread_create(&worker->handle, NULL, work, worker);
        if (*error != 0) {
            cthreads_team_destroy(team);
            return NULL;
        }
    }
    return team;
}

void cthreads_team_destroy(cthreads_team *team) {
    hand_out(team, NULL, NULL);
    for (int i = 0; i < team->workers; i++) pthread_join(team->worker[i].handle, NULL);
    pthread_cond_destroy(&team->woken);
    pthread_mutex_destroy(&team->mutex);
    free(team);
}
