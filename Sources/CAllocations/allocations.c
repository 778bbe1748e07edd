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

// Blocks aligned to a cache line, while they are followed. Few are alive at a time, so that a list is quick enough.
enum { cache_line = 64, most_followed = 4096 };
static struct {
    void *block;
    int64_t bytes;
} followed[most_followed];
static int64_t followed_count;
static _Atomic bool is_following;
static atomic_flag follow_lock = ATOMIC_FLAG_INIT;

static void lock(void) {
    while (atomic_flag_test_and_set_explicit(&follow_lock, memory_order_acquire)) {
    }
}

static void unlock(void) { atomic_flag_clear_explicit(&follow_lock, memory_order_release); }

static void follow(void *block, size_t size) {
    if (block == NULL || !atomic_load_explicit(&is_following, memory_order_relaxed)) return;
    lock();
    if (followed_count < most_followed) {
        followed[followed_count].block = block;
        followed[followed_count].bytes = (int64_t)size;
    }
    followed_count += 1;
    unlock();
}

static void unfollow(void *block) {
    if (!atomic_load_explicit(&is_following, memory_order_relaxed)) return;
    lock();
    for (int64_t i = 0; i < followed_count && followed_count <= most_followed; i++) {
        if (followed[i].block != block) continue;
        followed_count -= 1;
        followed[i] = followed[followed_count];
        break;
    }
    unlock();
}

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
    unfollow(block);
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

void *memalign(size_t alignment, size_t size) {
    void *block = handed_out(__libc_memalign(alignment, size));
    if (alignment >= cache_line) follow(block, size);
    return block;
}

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

void callocations_follow_aligned(void) {
    lock();
    followed_count = 0;
    unlock();
    atomic_store_explicit(&is_following, true, memory_order_relaxed);
}

int64_t callocations_followed_bytes(void) {
    atomic_store_explicit(&is_following, false, memory_order_relaxed);
    if (followed_count > most_followed) return -1;
    int64_t bytes = 0;
    for (int64_t i = 0; i < followed_count; i++) bytes += followed[i].bytes;
    return bytes;
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
void callocations_follow_aligned(void) {}
int64_t callocations_followed_bytes(void) { return -1; }

void callocations_map_from(int bytes) { (void)bytes; }

#endif
