#pragma once
#include "affinity.h"
#include "stack.h"
#include "team.h"
