#include "allocations.h"

#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__linux__) && !defined(SANITIZED)
#include <features.h>
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>

// glibc's own entry points, exported so that a program can stand in front of malloc.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static _Thread_local int64_t thread_allocations;
static _Atomic int64_t live_bytes;
static _Atomic int64_t peak_bytes;

static void raise_peak(int64_t live) {
    int64_t peak = atomic_load_explicit(&peak_bytes, memory_order_relaxed);
    while (live > peak
           && !atomic_compare_exchange_weak_explicit(
               &peak_bytes, &peak, live, memory_order_relaxed, memory_order_relaxed)) {
    }
}

static void *handed_out(void *block) {
    if (block == NULL) return NULL;
    const int64_t size = (int64_t)malloc_usable_size(block);
    thread_allocations += 1;
    raise_peak(atomic_fetch_add_explicit(&live_bytes, size, memory_order_relaxed) + size);
    return block;
}

static void taken_back(void *block) {
    if (block == NULL) return;
    atomic_fetch_sub_explicit(&live_bytes, (int64_t)malloc_usable_size(block), memory_order_relaxed);
}

void *malloc(size_t size) { return handed_out(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return handed_out(__libc_calloc(count, size)); }

void *realloc(void *block, size_t size) {
    const int64_t before = block == NULL ? 0 : (int64_t)malloc_usable_size(block);
    void *moved = __libc_realloc(block, size);
    // A failed realloc leaves the old block alone; realloc(block, 0) frees it and returns NULL.
    if (moved != NULL || size == 0) {
        atomic_fetch_sub_explicit(&live_bytes, before, memory_order_relaxed);
    }
    return handed_out(moved);
}

void *memalign(size_t alignment, size_t size) { return handed_out(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
    if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
    void *aligned = memalign(alignment, size);
    if (aligned == NULL) return ENOMEM;
    *block = aligned;
    return 0;
}

void free(void *block) {
    taken_back(block);
    __libc_free(block);
}

void callocations_map_from(int bytes) { mallopt(M_MMAP_THRESHOLD, bytes > 0 ? bytes : 32 << 20); }

bool callocations_counts_allocations(void) { return true; }

int64_t callocations_thread_allocations(void) { return thread_allocations; }

callocations_heap callocations_process_heap(void) {
    return (callocations_heap){
        .live_bytes = atomic_load_explicit(&live_bytes, memory_order_relaxed),
        .peak_bytes = atomic_load_explicit(&peak_bytes, memory_order_relaxed),
    };
}

void callocations_reset_peak(void) {
    atomic_store_explicit(
        &peak_bytes, atomic_load_explicit(&live_bytes, memory_order_relaxed), memory_order_relaxed);
}

#else

bool callocations_counts_allocations(void) { return false; }
int64_t callocations_thread_allocations(void) { return 0; }
callocations_heap callocations_process_heap(void) { return (callocations_heap){0}; }
void callocations_reset_peak(void) {}

void callocations_map_from(int bytes) { (void)bytes; }

#endif
