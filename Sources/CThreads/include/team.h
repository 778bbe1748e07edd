#pragma once

// A team of threads for work of microseconds: its workers spin for the next task before they sleep, as waking a
// thread takes longer than a small layer.

typedef struct cthreads_team cthreads_team;

/// What a team does; `thread` counts from 0, the thread that hands the task out.
typedef void cthreads_task(void *context, int thread);

/// Starts `threads - 1` workers.
/// - error: why NULL was returned, an errno.
cthreads_team *cthreads_team_create(int threads, int *error);

/// Ends the workers. Not from within a task.
void cthreads_team_destroy(cthreads_team *team);

/// Runs a task on every thread, the calling one included, and waits for all of them. Nothing is allocated. For one
/// thread at a time, and not from within a task.
void cthreads_team_run(cthreads_team *team, cthreads_task *task, void *context);
