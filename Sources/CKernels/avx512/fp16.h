#pragma once
// FP16 in AVX-512 without its instructions: widened to FP32.

#include "half.h"
#include "../x86/fp16.h"

INLINE vfloat vhalf_load(const void *p) { return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p)); }

/// The first or the second sixteen numbers: conversion takes them as they lie.
INLINE vfloat vhalf_load_part(const void *p, const int part) { return vhalf_load((const char *)p + 32 * part); }
#define PACKED_PLACE(lane, g) (((lane) / LANES * GROUP + (g)) * LANES + (lane) % LANES)

INLINE vfloat vhalf_storable(vfloat x) { return x; }

INLINE void vhalf_store(uint16_t *p, vfloat x, int64_t count) {
    vhalf_store_bits(p, _mm512_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT), count);
}
