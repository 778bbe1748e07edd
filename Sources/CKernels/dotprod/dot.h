// Products of bytes by SDOT: each lane adds four of them to its int32 sum.

#include "../neon/vector.h"

INLINE vint vint_dot8(vint sum, vint x, vint weights) {
    return vdotq_s32(sum, vreinterpretq_s8_s32(weights), vreinterpretq_s8_s32(x));
}
