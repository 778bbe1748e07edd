#pragma once
// What the formats of 16 bits share: their numbers are widened as they lie.

#include "bytes.h"

#define PACKED_PLACE(lane, g) (((lane) / LANES * GROUP + (g)) * LANES + (lane) % LANES)
