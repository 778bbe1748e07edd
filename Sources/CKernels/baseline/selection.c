#include "../shared/selection.h"

const CKSelection *const ck_selection_baseline = &selection;
