// Activations that leave one bit an element for the backward pass; included by elementwise.h.

typedef float bits_eight __attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t bits_lanes __attribute__((vector_size(32), aligned(4), may_alias));
typedef _Bool bits_flags __attribute__((ext_vector_type(8)));

static void clamp_bits(const float *y, uint8_t *bits, int64_t count, float low, float high) {
    int64_t i = 0;
    for (; i <= count - 8; i += 8) {
        const bits_eight x = *(const bits_eight *)(y + i);
        const bits_flags inside = __builtin_convertvector((x > low) & (x < high), bits_flags);
        __builtin_memcpy(bits + i / 8, &inside, 1);
    }
    if (i == count) return;
    bits[i / 8] = 0;
    for (int64_t j = i; j < count; j++) bits[i / 8] |= (uint8_t)((y[j] > low && y[j] < high) << (j - i));
}

static void bits_backward(const uint8_t *bits, const float *dY, float *dX, int64_t count) {
    const bits_lanes each = {1, 2, 4, 8, 16, 32, 64, 128};
    int64_t i = 0;
    for (; i <= count - 8; i += 8) {
        const bits_lanes passes = (each & (int32_t)bits[i / 8]) != 0;
        *(bits_lanes *)(dX + i) = *(const bits_lanes *)(dY + i) & passes;
    }
    for (; i < count; i++) dX[i] = bits[i / 8] >> (i % 8) & 1 ? dY[i] : 0;
}
