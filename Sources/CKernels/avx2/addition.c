#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#include "../shared/addition.h"

#pragma clang attribute pop
const CKAddition *const ck_addition_avx2 = &addition;
#else
const CKAddition *const ck_addition_avx2 = 0;
#endif
