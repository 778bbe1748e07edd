// Rows of 8-bit integers, each column with a scale of its own; included by elementwise.h.

/// To the nearest, ties to even: 1.5·2^23 leaves no digits behind the point. A number too large for that lies beyond all bounds here.
static inline float to_nearest(float x) { return (x + 12582912.0f) - 12582912.0f; }

static inline float to_floor(float x) {
    const float near = to_nearest(x);
    return near - (near > x ? 1.0f : 0.0f);
}

/// A NaN becomes the lower bound.
static inline float within(float x, float limit) { return x > -limit ? (x < limit ? x : limit) : -limit; }

/// So many elements at a time, each with its own scale.
enum { piece = 256 };

/// Short rows are taken together, as loops over few elements cost more than what they do: repeats the scales of one for as many
/// rows as fit, and returns their number.
static inline int64_t repeat(const float *scales, int64_t rows, int64_t columns, float *repeated) {
    int64_t together = piece / columns;
    if (together > rows) together = rows;
    for (int64_t row = 0; row < together; row++)
        __builtin_memcpy(repeated + row * columns, scales, (uint64_t)columns * sizeof *scales);
    return together;
}

static void scale_piece(const int8_t *q, const float *scales, float *w, int64_t count) {
    ELEMENTS(i, count) w[i] = (float)q[i] * scales[i];
}

static void quantize_piece(const float *w, const float *scales, int64_t count, float limit, int8_t *q) {
    ELEMENTS(i, count) q[i] = (int8_t)(int32_t)to_nearest(within(w[i] / scales[i], limit));
}

static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/// Calls PIECE with the first element of each stretch, its scales and its number of elements.
#define PIECES(rows, columns, scales, PIECE)                                                                  \
    if (columns > piece) {                                                                                     \
        for (int64_t row = 0; row < rows; row++)                                                               \
            for (int64_t first = 0; first < columns; first += piece)                                           \
                PIECE(row * columns + first, scales + first, least(columns - first, piece));                   \
    } else if (columns > 0) {                                                                                  \
        float repeated[piece];                                                                                 \
        const int64_t together = repeat(scales, rows, columns, repeated);                                      \
        for (int64_t row = 0; row < rows; row += together)                                                     \
            PIECE(row * columns, repeated, least(rows - row, together) * columns);                             \
    }

static void scale_integers(const int8_t *q, const float *scales, float *w, int64_t rows, int64_t columns) {
#define SCALE(first, own, count) scale_piece(q + (first), own, w + (first), count)
    PIECES(rows, columns, scales, SCALE)
#undef SCALE
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
#define QUANTIZE(first, own, count) quantize_piece(w + (first), own, count, limit, q + (first))
    PIECES(rows, columns, scales, QUANTIZE)
#undef QUANTIZE
}

/// Adds numbers in 0 ..< 1 in steps of 2^-23: sixteen generators side by side, each xorshift32 (G. Marsaglia, "Xorshift RNGs",
/// Journal of Statistical Software 8(14), 2003).
static void add_noise(float *x, int64_t count, uint32_t *lanes) {
    typedef uint32_t words __attribute__((vector_size(64)));
    typedef float floats __attribute__((vector_size(64)));
    words state;
    __builtin_memcpy(&state, lanes, sizeof state);
    for (int64_t first = 0; first < count; first += 16) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        // In 1 ..< 2: the exponent of 1, and random digits behind it.
        const words bits = state >> 9 | 0x3F800000u;
        floats noise, own;
        __builtin_memcpy(&noise, &bits, sizeof noise);
        noise -= 1;
        if (count - first >= 16) {
            __builtin_memcpy(&own, x + first, sizeof own);
            own += noise;
            __builtin_memcpy(x + first, &own, sizeof own);
        } else {
            for (int64_t lane = 0; lane < count - first; lane++) x[first + lane] += noise[lane];
        }
    }
    __builtin_memcpy(lanes, &state, sizeof state);
}

static void move_piece(
    int8_t *q, const float *w, const float *scales, int64_t count, float limit, int32_t isScaled, uint32_t *lanes)
{
    float change[piece];
    if (isScaled) {
        ELEMENTS(i, count) change[i] = (w[i] - (float)q[i] * scales[i]) / scales[i];
    } else {
        ELEMENTS(i, count) change[i] = w[i] - (float)q[i];
    }
    if (lanes) {
        add_noise(change, count, lanes);
        ELEMENTS(i, count) q[i] = (int8_t)(int32_t)within((float)q[i] + to_floor(change[i]), limit);
    } else {
        ELEMENTS(i, count) q[i] = (int8_t)(int32_t)within((float)q[i] + to_nearest(change[i]), limit);
    }
}

static void move_integers(
    int8_t *q, const float *w, const float *scales, int64_t rows, int64_t columns, float limit, int32_t isScaled,
    uint32_t *lanes)
{
#define MOVE(first, own, count) move_piece(q + (first), w + (first), own, count, limit, isScaled, lanes)
    PIECES(rows, columns, scales, MOVE)
#undef MOVE
}
