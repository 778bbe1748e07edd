// Rows of 8-bit integers, each column with a scale of its own; included by elementwise.h.

/// To the nearest, ties to even: 1.5·2^23 leaves no digits behind the point. A number too large for that lies beyond all bounds here.
static inline float to_nearest(float x) { return (x + 12582912.0f) - 12582912.0f; }

static inline float to_floor(float x) {
    const float near = to_nearest(x);
    return near - (near > x ? 1.0f : 0.0f);
}

/// A NaN becomes the lower bound.
static inline float within(float x, float limit) { return x > -limit ? (x < limit ? x : limit) : -limit; }

static void scale_integers(const int8_t *q, const float *scales, float *w, int64_t rows, int64_t columns) {
    for (int64_t row = 0; row < rows; row++, q += columns, w += columns)
        ELEMENTS(i, columns) w[i] = (float)q[i] * scales[i];
}

/// Magnitudes are in the order of their bits, and NaNs above all of them.
static void largest_of_columns(const float *w, int64_t rows, int64_t columns, float *largest) {
    zero(largest, columns);
    for (int64_t row = 0; row < rows; row++, w += columns)
        ELEMENTS(i, columns) {
            int32_t magnitude, most;
            __builtin_memcpy(&magnitude, w + i, sizeof magnitude);
            __builtin_memcpy(&most, largest + i, sizeof most);
            magnitude &= 0x7FFFFFFF;
            most = magnitude > most ? magnitude : most;
            __builtin_memcpy(largest + i, &most, sizeof most);
        }
}

static void quantize_rows(
    const float *w, const float *scales, int64_t rows, int64_t columns, float limit, int8_t *q)
{
    for (int64_t row = 0; row < rows; row++, w += columns, q += columns)
        ELEMENTS(i, columns) q[i] = (int8_t)(int32_t)to_nearest(within(w[i] / scales[i], limit));
}

/// Adds numbers in 0 ..< 1 in steps of 2^-23: sixteen generators side by side, each xorshift32 (G. Marsaglia, "Xorshift RNGs",
/// Journal of Statistical Software 8(14), 2003).
static void add_noise(float *x, int64_t count, uint32_t *lanes) {
    for (int64_t first = 0; first < count; first += 16) {
        // In 1 ..< 2: the exponent of 1, and random digits behind it.
        uint32_t words[16];
        ELEMENTS(lane, 16) {
            uint32_t state = lanes[lane];
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            lanes[lane] = state;
            words[lane] = state >> 9 | 0x3F800000u;
        }
        float noise[16];
        __builtin_memcpy(noise, words, sizeof noise);
        if (count - first >= 16) {
            ELEMENTS(lane, 16) x[first + lane] += noise[lane] - 1;
        } else {
            for (int64_t lane = 0; lane < count - first; lane++) x[first + lane] += noise[lane] - 1;
        }
    }
}

static void move_integers(
    int8_t *q, const float *w, const float *scales, int64_t rows, int64_t columns, float limit, int32_t isScaled,
    uint32_t *lanes)
{
    enum { piece = 256 };
    float change[piece];
    for (int64_t row = 0; row < rows; row++)
        for (int64_t first = 0; first < columns; first += piece) {
            const int64_t count = columns - first < piece ? columns - first : piece;
            int8_t *own = q + row * columns + first;
            const float *to = w + row * columns + first, *scale = scales + first;
            if (isScaled) {
                ELEMENTS(i, count) change[i] = (to[i] - (float)own[i] * scale[i]) / scale[i];
            } else {
                ELEMENTS(i, count) change[i] = to[i] - (float)own[i];
            }
            if (lanes) {
                add_noise(change, count, lanes);
                ELEMENTS(i, count) own[i] = (int8_t)(int32_t)within((float)own[i] + to_floor(change[i]), limit);
            } else {
                ELEMENTS(i, count) own[i] = (int8_t)(int32_t)within((float)own[i] + to_nearest(change[i]), limit);
            }
        }
}
