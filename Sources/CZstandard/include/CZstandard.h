#pragma once
// Zstandard on whole buffers. Without BENCH_ZSTANDARD all functions are stubs, and czstd_compiled() is false.

#include <stdbool.h>
#include <stddef.h>

/// Whether the library was compiled in.
bool czstd_compiled(void);
/// Bytes that so many can become.
size_t czstd_bound(size_t count);
/// Returns the bytes written, 0 where it failed.
size_t czstd_compress(const void *bytes, size_t count, void *room, size_t capacity);
/// Whether the bytes were one whole frame of exactly `capacity` bytes.
bool czstd_expand(const void *bytes, size_t count, void *room, size_t capacity);
