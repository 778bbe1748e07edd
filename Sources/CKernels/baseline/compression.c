#include "../shared/compression.h"

const CKCompression *const ck_compression_baseline = &compression;
