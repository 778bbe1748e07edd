#pragma once
// Peak loops whose vectors are in memory.

#include "emulation.h"

#define PEAK_OPAQUE(x) __asm__ volatile("" : "+m"(x))
