#pragma once
// What kernels share whose output is narrower than a vector of sums.

#include "vector.h"
#include "../shared/tail.h"

/// Stores the first `count` of 8 bytes.
INLINE void bytes_store(void *p, uint8x8_t x, int64_t count) {
    if (count >= 8) vst1_u8(p, x);
    else tail_store(p, vget_lane_u64(vreinterpret_u64_u8(x), 0), count);
}
