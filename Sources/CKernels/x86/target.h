#pragma once
// Code for an instruction set beyond the compiler's baseline stands between TARGET_BEGIN("features") and
// TARGET_END, where TARGET_X86 is 1. The emulation (Tests/Support/EmulatedKernels) compiles the same code
// for any machine: it defines CK_EMULATED as 1, or as 0 where it lacks what it needs.

#include "../include/CKernels.h"

#if defined(CK_EMULATED)
#define TARGET_X86 CK_EMULATED
#define TARGET_BEGIN(features)
#define TARGET_END
#elif defined(__x86_64__)
#define TARGET_X86 1
#define TARGET_PRAGMA(...) _Pragma(#__VA_ARGS__)
#define TARGET_BEGIN(features) \
    TARGET_PRAGMA(clang attribute push(__attribute__((target(features))), apply_to = function))
#define TARGET_END TARGET_PRAGMA(clang attribute pop)
#else
#define TARGET_X86 0
#endif

#define TARGET_AVX2 "avx2,fma"
#define TARGET_AVX512 "avx512f,avx512bw,avx512dq,avx512vl"
