#pragma once
// zlib on whole buffers. Without BENCH_DEFLATE all functions are stubs, and cdeflate_compiled() is false.

#include <stdbool.h>
#include <stddef.h>

/// Whether the library was compiled in.
bool cdeflate_compiled(void);
/// Bytes that so many can become.
size_t cdeflate_bound(size_t count);
/// Returns the bytes written, 0 where it failed.
size_t cdeflate_compress(const void *bytes, size_t count, void *room, size_t capacity);
/// Whether the bytes were one whole stream of exactly `capacity` bytes.
bool cdeflate_expand(const void *bytes, size_t count, void *room, size_t capacity);
