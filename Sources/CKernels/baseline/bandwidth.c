// The compiler's baseline (SSE2, NEON): four lanes.
#define BANDWIDTH_LANES 4
#include "../shared/bandwidth.h"

const CKBandwidthLoop *const ck_bandwidth_baseline = &bandwidth_loop;
