#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",amx-tile,amx-int8")

#include "dot_int8.h"

#define PEAK_WORD 0x01010101
#define PEAK_ELEMENT int32_t
#include "peak.h"

TARGET_END
const CKPeakLoop *const ck_peak_int8_amx = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_amx = 0;
#endif
