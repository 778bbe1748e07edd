#pragma once
#include <papi.h>

// PAPI_VER_CURRENT is a macro with a cast, which Swift does not import.
static inline int cpapi_version(void) { return PAPI_VER_CURRENT; }
