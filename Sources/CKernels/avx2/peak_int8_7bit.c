#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#include "dot_7bit.h"

#define PEAK_CHAINS 10
#define PEAK_GROUP 4
#define PEAK_KEEP "+x"
#include "../shared/peak_int8.h"

TARGET_END
const CKPeakLoop *const ck_peak_int8_7bit_avx2 = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_7bit_avx2 = 0;
#endif
