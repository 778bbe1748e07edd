#pragma once
#include <stdbool.h>
#include <stdint.h>

// Counts what the C allocator is asked for, by standing in front of glibc's malloc family in the executable that
// links this target. The Swift runtime allocates through malloc, so Swift objects and arrays count too.

/// The heap of the process as it stands.
typedef struct {
    /// Bytes handed out and not freed yet, as the allocator rounds them (malloc_usable_size).
    int64_t live_bytes;
    /// The most `live_bytes` has been since `callocations_reset_peak`.
    int64_t peak_bytes;
} callocations_heap;

/// Whether this build counts: glibc, and no sanitizer with an allocator of its own.
bool callocations_counts_allocations(void);

/// Calls by the current thread that handed out memory.
int64_t callocations_thread_allocations(void);

/// The process as a whole.
callocations_heap callocations_process_heap(void);

/// Sets the process's peak back to what is live now.
void callocations_reset_peak(void);

/// Follows blocks that are aligned to a cache line or more from now on, and forgets those followed so far: memory for data is
/// allocated so, what a language's runtime allocates for itself is not.
void callocations_follow_aligned(void);

/// Bytes asked for in the followed blocks that have not been freed; −1 where there were more than can be followed. Ends
/// following.
int64_t callocations_followed_bytes(void);

/// Has blocks from so many bytes on be mapped from the system each by itself, so that one made anew gets other memory;
/// 0 maps as few as the allocator can (glibc's DEFAULT_MMAP_THRESHOLD_MAX on 64 bits, 32 MiB). Does nothing where
/// the allocator is not glibc's.
void callocations_map_from(int bytes);
