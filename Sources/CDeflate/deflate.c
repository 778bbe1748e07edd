#include "CDeflate.h"

#if defined(BENCH_DEFLATE)
#include <zlib.h>

bool cdeflate_compiled(void) { return true; }

size_t cdeflate_bound(size_t count) { return compressBound(count); }

size_t cdeflate_compress(const void *bytes, size_t count, void *room, size_t capacity) {
    uLongf written = capacity;
    return compress2(room, &written, bytes, count, Z_DEFAULT_COMPRESSION) == Z_OK ? written : 0;
}

bool cdeflate_expand(const void *bytes, size_t count, void *room, size_t capacity) {
    unsigned char one;
    uLongf written = capacity;
    uLong taken = count;
    // No room at all zlib takes for an error.
    if (capacity == 0) written = 1;
    const int status = uncompress2(capacity == 0 ? &one : room, &written, bytes, &taken);
    return status == Z_OK && written == capacity && taken == count;
}
#else
bool cdeflate_compiled(void) { return false; }
size_t cdeflate_bound(size_t count) { return count; }
size_t cdeflate_compress(const void *bytes, size_t count, void *room, size_t capacity) {
    (void)bytes, (void)count, (void)room, (void)capacity;
    return 0;
}
bool cdeflate_expand(const void *bytes, size_t count, void *room, size_t capacity) {
    (void)bytes, (void)count, (void)room, (void)capacity;
    return false;
}
#endif
