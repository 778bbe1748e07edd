// Elements as small integers; included by compression.h.

/// Adding and subtracting 1.5·2^23 rounds to nearest, ties to even, for magnitudes below 2^22.
#define LEVELS_ROUNDING 12582912.0f

static void round_to_levels(const float *x, int64_t count, float factor, int8_t *levels) {
    EACH(i, count) levels[i] = (int8_t)(int32_t)((x[i] * factor + LEVELS_ROUNDING) - LEVELS_ROUNDING);
}

static void draw_levels(const float *x, int64_t count, float factor, int32_t most, CKLots lots, int8_t *levels) {
    const float limit = (float)most;
    EACH(i, count) {
        const float product = __builtin_fabsf(x[i]) * factor;
        const float size = product < limit ? product : limit;
        const int32_t below = (int32_t)size;
        // What is beyond the level in steps of 2^-24, of which a float above 2^-1 has no finer ones.
        const int32_t part = (int32_t)((size - (float)below) * 0x1p24f);
        const int32_t level = below + ((int32_t)lot(lots, (uint32_t)i) < part);
        levels[i] = (int8_t)(x[i] < 0 ? -level : level);
    }
}

static void scale_levels(const int8_t *levels, int64_t count, float scale, float *x) {
    EACH(i, count) x[i] = (float)(int32_t)levels[i] * scale;
}
