// All forms of sparse matrices for one width of vectors.

#include "blocks.h"
#include "groups.h"
#include "../transposition.h"

static const CKSparse sparse_kernels = {
    .entries = {entries_product, entries_sampled},
    .blocks1x16 = {blocks1x16_product, blocks1x16_sampled},
    .blocks16x1 = {blocks16x1_product, blocks16x1_sampled},
    .blocks4x4 = {blocks4x4_product, blocks4x4_sampled},
    .groups1 = {groups1_product, groups1_sampled},
    .groups2 = {groups2_product, groups2_sampled},
    .transpose = transposed,
    .tile = SPARSE_VECTORS * SPARSE_LANES,
};
