#pragma once
// The end of a row of bytes that no whole vector is left for.

/// Stores the first `count` of 8 bytes; what `count` has beyond 7 is not looked at.
INLINE void tail_store(void *to, uint64_t bytes, int64_t count) {
    uint8_t *p = to;
    if (count & 4) {
        memcpy(p, &bytes, 4);
        bytes >>= 32;
        p += 4;
    }
    if (count & 2) {
        memcpy(p, &bytes, 2);
        bytes >>= 16;
        p += 2;
    }
    if (count & 1) *p = (uint8_t)bytes;
}
