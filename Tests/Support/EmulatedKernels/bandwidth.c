#include "include/EmulatedKernels.h"

// The compiler splits vectors that are too wide for the machine: no intrinsics, nothing to emulate.
#define BANDWIDTH_LANES 16
#include "../../../Sources/CKernels/shared/bandwidth.h"

const CKBandwidthLoop *const ck_emulated_bandwidth_avx512 = &bandwidth_loop;
