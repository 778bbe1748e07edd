#pragma once
// What differs between oneDNN 2.x and 3.x: descriptors of memory, the creation of primitives, and where
// scales and zero points are given (2.x: attributes; 3.x: arguments of each execution).

#include <CKernels.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if !__has_include(<oneapi/dnnl/dnnl.h>)
#error "trait OneDNN: oneapi/dnnl/dnnl.h not found; install libdnnl-dev, or set ONEDNN_ROOT to oneDNN's prefix"
#endif
#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>

#if DNNL_VERSION_MAJOR < 2 || (DNNL_VERSION_MAJOR == 2 && DNNL_VERSION_MINOR < 6)
#error "trait OneDNN: oneDNN 2.6 or later is needed"
#endif

#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t con_md;
#else
typedef const dnnl_memory_desc_t *con_md;
#endif

/// How a layer can be told to the library.
typedef enum { CON_CONVOLUTION, CON_INNER_PRODUCT, CON_MATMUL } con_kind;

typedef struct {
    const CKLayer *layer;
    bool depthwise;
    /// NULL for FP32.
    const float *multipliers;
    /// Images at once.
    int64_t batch;
} con_task;

/// Dimensions and formats of one layer told in one way.
typedef struct {
    int rank, weightsRank;
    dnnl_dims_t input, weights, bias, output;
    dnnl_format_tag_t activations, userWeights;
    int biasRank;
    /// The weights' dimensions that have a scale each, as a mask.
    int scaleMask;
} con_description;

typedef struct {
    dnnl_dims_t strides, before, after;
} con_window;

/// Leaves the function with the status of a step that failed.
#define TRY(call) \
    do { \
        const dnnl_status_t status_ = (call); \
        if (status_ != dnnl_success) return status_; \
    } while (0)

/// The library's CPU, made once.
dnnl_engine_t con_engine(void);

con_description con_describe(const con_task *task, con_kind kind);
con_window con_window_of(const CKLayer *layer);

/// Begin and end what creates descriptors of primitives, on one thread at a time: 2.6 lays out the channels of its
/// brgconv by a variable that all threads share, and that each descriptor sets for its own type. Of an FP32 and an
/// 8-bit one that are created at once either may get the other's; it computes wrongly then, or reads far beyond its
/// weights.
void con_begin_describing(void);
void con_end_describing(void);

/// What the implementation, by the library's name, computes wrongly in this layer; NULL where nothing is known.
///
/// 2.6's brgconv divides a row into blocks of registers. Where they are two, the second a pixel shorter than the first
/// and than the padding on the right, it takes what lies behind the row for the padding in the first one's last pixel.
/// Found with kernels 2 ... 61 wide on rows of 1 ... 64 pixels: rows of 7, 9, 11 ...; up to 6 are one block.
const char *con_defect(const con_task *task, const char *implementation);

/// A primitive descriptor whose weights may lie as the library likes.
dnnl_status_t con_primitive_desc(const con_task *task, con_kind kind, dnnl_primitive_desc_t *out);
/// A reorder from the weights as the user has them to those of `pd`.
dnnl_status_t con_weights_reorder(
    const con_task *task, con_kind kind, dnnl_primitive_desc_t pd, dnnl_primitive_desc_t *out);
/// Memory for an argument that is an array of `count` elements.
dnnl_status_t con_vector(dnnl_memory_t *out, int64_t count, dnnl_data_type_t type, void *data);

/// Lets the library use so many threads where the calling thread asks for work, and starts them.
void con_set_threads(int threads);

/// The passes of training.
typedef enum { CON_FORWARD, CON_INPUT_GRADIENT, CON_WEIGHT_GRADIENT, CON_PASSES } con_pass;

/// The primitive descriptors of all passes, whose weights may lie as the library likes; each is NULL where it failed.
dnnl_status_t con_training_descs(const con_task *task, con_kind kind, dnnl_primitive_desc_t out[CON_PASSES]);
/// A reorder between the weights of `pd` and those that the user has: from or to the user's.
dnnl_status_t con_training_reorder(
    const con_task *task, con_kind kind, con_md packed, bool fromUser, dnnl_primitive_desc_t *out);
