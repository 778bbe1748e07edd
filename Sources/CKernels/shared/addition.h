// Addition of two tensors, as at the end of a residual block; the loops are plain C, vectorised for each
// instruction set.

#include "../include/CKernels.h"

/// Each operation rounds on its own: a fused multiply–add would give other integers on other machines.
#pragma clang fp contract(off)

/// Adding and subtracting 1.5·2^23 rounds to nearest, ties to even, for magnitudes below 2^22.
#define ADDITION_ROUNDING 12582912.0f

static inline float addition_clamp(const CKAdditionParameters *p, float x) {
    x = x > p->low ? x : p->low;
    return x < p->high ? x : p->high;
}

static void add_fp32(
    const CKAdditionParameters *parameters, const void *first, const void *second, void *restrict output,
    int64_t count)
{
    const CKAdditionParameters p = *parameters;
    const float *a = first, *b = second;
    float *restrict to = output;
    for (int64_t i = 0; i < count; i++) to[i] = addition_clamp(&p, a[i] + b[i]);
}

static void add_bf16(
    const CKAdditionParameters *parameters, const void *first, const void *second, void *restrict output,
    int64_t count)
{
    const CKAdditionParameters p = *parameters;
    const uint16_t *a = first, *b = second;
    uint16_t *restrict to = output;
    for (int64_t i = 0; i < count; i++) {
        union { uint32_t bits; float value; } x = {(uint32_t)a[i] << 16}, y = {(uint32_t)b[i] << 16};
        x.value = addition_clamp(&p, x.value + y.value);
        to[i] = (uint16_t)((x.bits + 0x7FFF + (x.bits >> 16 & 1)) >> 16);
    }
}

static void add_fp16(
    const CKAdditionParameters *parameters, const void *first, const void *second, void *restrict output,
    int64_t count)
{
    const CKAdditionParameters p = *parameters;
    const _Float16 *a = first, *b = second;
    _Float16 *restrict to = output;
    for (int64_t i = 0; i < count; i++) to[i] = (_Float16)addition_clamp(&p, (float)a[i] + (float)b[i]);
}

#define ADD_INTEGERS(name, element)                                                                     \
    static void name(                                                                                   \
        const CKAdditionParameters *p, const element *a, const element *b, uint8_t *restrict to,        \
        int64_t count)                                                                                  \
    {                                                                                                   \
        const CKAdditionParameters q = *p;                                                              \
        for (int64_t i = 0; i < count; i++) {                                                           \
            float x = (float)(a[i] - q.firstZeroPoint) * q.firstMultiplier;                             \
            float y = (float)(b[i] - q.secondZeroPoint) * q.secondMultiplier;                           \
            float sum = addition_clamp(&q, x + y);                                                      \
            to[i] = (uint8_t)((int32_t)((sum + ADDITION_ROUNDING) - ADDITION_ROUNDING)                  \
                              + q.outputZeroPoint);                                                     \
        }                                                                                               \
    }

ADD_INTEGERS(add_s8, int8_t)
ADD_INTEGERS(add_u8, uint8_t)

static void add_int8(
    const CKAdditionParameters *p, const void *first, const void *second, void *restrict output,
    int64_t count)
{
    if (p->signedActivations) add_s8(p, first, second, output, count);
    else add_u8(p, first, second, output, count);
}

static const CKAddition addition = {add_fp32, add_bf16, add_fp16, add_int8};
