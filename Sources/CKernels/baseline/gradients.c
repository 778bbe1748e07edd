#define PANEL_VECTORS 2
#define TILE_ROWS_MOST 6
#include "vector.h"
#include "../shared/gradients.h"

const CKGradients *const ck_gradients_baseline = &gradients;
