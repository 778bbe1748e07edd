#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#include "dot.h"

#define PEAK_CHAINS 16
#define PEAK_GROUP 2
#define PEAK_KEEP "+v"
#include "../shared/peak_int8.h"

TARGET_END
const CKPeakLoop *const ck_peak_int8_avx512 = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_avx512 = 0;
#endif
