#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",amx-tile,amx-bf16")

#include "dot_bf16.h"

#define PEAK_WORD 0x3F803F80
#define PEAK_ELEMENT float
#include "peak.h"

TARGET_END
const CKPeakLoop *const ck_peak_bf16_amx = &peak_loop;
#else
const CKPeakLoop *const ck_peak_bf16_amx = 0;
#endif
