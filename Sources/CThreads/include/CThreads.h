#pragma once
#include "affinity.h"
#include "team.h"
