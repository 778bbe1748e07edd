#include "../include/CKernels.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)

#include "dot.h"

#define PEAK_CHAINS 16
#define PEAK_GROUP 4
#define PEAK_KEEP "+w"
#include "../shared/peak_int8.h"

#pragma clang attribute pop
const CKPeakLoop *const ck_peak_int8_dotprod = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_dotprod = 0;
#endif
