#pragma once
// FP16 in F16C.

#include "half.h"
#include "../x86/fp16.h"

INLINE vfloat vhalf_load(const void *p) { return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p)); }

/// The first or the second eight numbers: conversion takes them as they lie.
INLINE vfloat vhalf_load_part(const void *p, const int part) { return vhalf_load((const char *)p + 16 * part); }
#define PACKED_PLACE(lane, g) (((lane) / LANES * GROUP + (g)) * LANES + (lane) % LANES)

INLINE vfloat vhalf_storable(vfloat x) { return x; }

INLINE void vhalf_store(uint16_t *p, vfloat x, int64_t count) {
    vhalf_store_bits(p, _mm256_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT), count);
}
