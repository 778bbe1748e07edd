#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,f16c"))), apply_to = function)

#include "../shared/addition.h"

#pragma clang attribute pop
const CKAddition *const ck_addition_avx512 = &addition;
#else
const CKAddition *const ck_addition_avx512 = 0;
#endif
