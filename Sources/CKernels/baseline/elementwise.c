#include "../shared/elementwise.h"

const CKElementwise *const ck_elementwise_baseline = &elementwise;
