#include "CZstandard.h"

#if defined(BENCH_ZSTANDARD)
#include <string.h>
#include <zstd.h>

bool czstd_compiled(void) { return true; }

size_t czstd_bound(size_t count) { return ZSTD_compressBound(count); }

size_t czstd_compress(const void *bytes, size_t count, void *room, size_t capacity) {
    const size_t written = ZSTD_compress(room, capacity, bytes, count, 1);
    return ZSTD_isError(written) ? 0 : written;
}

bool czstd_expand(const void *bytes, size_t count, void *room, size_t capacity) {
    // The library expands frames of earlier versions, too, and skips those that are to be skipped.
    static const unsigned char magic[4] = {0x28, 0xB5, 0x2F, 0xFD};
    if (count < 4 || memcmp(bytes, magic, 4) != 0) return false;
    // One frame, of which the first must be the whole: what follows would be expanded, too.
    const size_t frame = ZSTD_findFrameCompressedSize(bytes, count);
    if (ZSTD_isError(frame) || frame != count) return false;
    const size_t written = ZSTD_decompress(room, capacity, bytes, count);
    return !ZSTD_isError(written) && written == capacity;
}
#else
bool czstd_compiled(void) { return false; }
size_t czstd_bound(size_t count) { return count; }
size_t czstd_compress(const void *bytes, size_t count, void *room, size_t capacity) {
    (void)bytes, (void)count, (void)room, (void)capacity;
    return 0;
}
bool czstd_expand(const void *bytes, size_t count, void *room, size_t capacity) {
    (void)bytes, (void)count, (void)room, (void)capacity;
    return false;
}
#endif
