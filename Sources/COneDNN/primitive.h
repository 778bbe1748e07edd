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
} con_task;

/// The library's CPU, made once.
dnnl_engine_t con_engine(void);

/// A primitive descriptor whose weights may lie as the library likes.
dnnl_status_t con_primitive_desc(const con_task *task, con_kind kind, dnnl_primitive_desc_t *out);
/// A reorder from the weights as the user has them to those of `pd`.
dnnl_status_t con_weights_reorder(
    const con_task *task, con_kind kind, dnnl_primitive_desc_t pd, dnnl_primitive_desc_t *out);
/// Memory for an argument that is an array of `count` elements.
dnnl_status_t con_vector(dnnl_memory_t *out, int64_t count, dnnl_data_type_t type, void *data);

/// Lets the library use so many threads where the calling thread asks for work, and starts them.
void con_set_threads(int threads);
