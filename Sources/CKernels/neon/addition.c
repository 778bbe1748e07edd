#include "../include/CKernels.h"

#if defined(__aarch64__)
#include "../shared/addition.h"

const CKAddition *const ck_addition_neon = &addition;
#else
const CKAddition *const ck_addition_neon = 0;
#endif
