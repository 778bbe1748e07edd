#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "include/stack.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

enum { stack_bytes = 1 << 20, guard_bytes = 1 << 16, paint = 0xC5 };

typedef struct {
    void (*call)(void *context);
    void *context;
} task;

static void *run(void *argument) {
    const task *own = argument;
    own->call(own->context);
    return NULL;
}

static void nothing(void *context) { (void)context; }

// Bytes from the top of the stack down to the deepest one that was written to, or an errno below 0.
static long touched(void (*call)(void *context), void *context) {
    unsigned char *memory =
        mmap(NULL, guard_bytes + stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return -(long)errno;
    // Stacks grow downwards into what must not be written to.
    mprotect(memory, guard_bytes, PROT_NONE);
    unsigned char *stack = memory + guard_bytes;
    memset(stack, paint, stack_bytes);
    task own = {.call = call, .context = context};
    pthread_attr_t attributes;
    pthread_t thread;
    int error = pthread_attr_init(&attributes);
    if (error == 0) {
        error = pthread_attr_setstack(&attributes, stack, stack_bytes);
        if (error == 0) error = pthread_create(&thread, &attributes, run, &own);
        if (error == 0) error = pthread_join(thread, NULL);
        pthread_attr_destroy(&attributes);
    }
    size_t unused = 0;
    while (error == 0 && unused < stack_bytes && stack[unused] == paint) unused += 1;
    munmap(memory, guard_bytes + stack_bytes);
    return error == 0 ? (long)(stack_bytes - unused) : -(long)error;
}

long cthreads_stack_use(void (*call)(void *context), void *context) {
    touched(nothing, NULL);
    const long empty = touched(nothing, NULL);
    if (empty < 0) return empty;
    touched(call, context);
    touched(call, context);
    const long whole = touched(call, context);
    return whole < 0 ? whole : whole > empty ? whole - empty : 0;
}
