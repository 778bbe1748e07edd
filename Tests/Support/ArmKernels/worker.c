// Runs the kernels of CKernels for whoever writes to its standard input: the tests on another architecture, which
// start it under an emulator of Arm.
//
// A request is a Request, then `count[i]` bytes of each of its buffers. The answer to ...
//   SIZE      is the size of the packed weights, as int64_t;
//   PACK      (weights, biases, multipliers) is `answer` bytes, the packed weights;
//   RUN       (packed weights, input) is `answer` bytes, the output;
//   NARROW    (parameters, numbers) is `answer` bytes, a conversion's quantised elements;
//   WIDEN     (parameters, elements) is `answer` bytes, as float;
//   ADD       (CKAdditionParameters, first, second) is `answer` bytes, the sums;
//   PEAK      of 100 iterations is their products and what they should be, as double;
//   FEATURES  is ck_features(), as int64_t;
//   ELEMENTWISE (ElementwiseParameters, buffers) is what the buffers hold after a call of CKElementwise.
// Every buffer ends against a page that may not be touched: a kernel that reads or writes too far kills the worker,
// and its caller reads the end of the file. A kernel's name that is not known ends it, too.

#define _DEFAULT_SOURCE // MAP_ANONYMOUS

#include "../../../Sources/CKernels/include/CKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { SIZE, PACK, RUN, NARROW, WIDEN, ADD, PEAK, FEATURES, ELEMENTWISE };

typedef struct {
    int64_t operation;
    char kernel[32];
    CKLayer layer;
    int64_t count[3];
    int64_t answer;
} Request;

#define NAMED(name) {#name, &ck_##name}
static const struct {
    const char *name;
    const CKKernels *const *table;
} kernels[] = {
    NAMED(product_fp32_neon),     NAMED(gemv_fp32_neon),     NAMED(depthwise_fp32_neon),
    NAMED(product_bf16_neon),     NAMED(gemv_bf16_neon),     NAMED(depthwise_bf16_neon),
    NAMED(product_fp16_neon),     NAMED(gemv_fp16_neon),     NAMED(depthwise_fp16_neon),
    NAMED(product_bf16_neonbf16), NAMED(gemv_bf16_neonbf16), NAMED(product_fp16_neonfhm),
    NAMED(gemv_fp16_neonfhm),     NAMED(product_int8_neon),  NAMED(gemv_int8_neon),
    NAMED(depthwise_int8_neon),   NAMED(product_int8_dotprod), NAMED(gemv_int8_dotprod),
    NAMED(product_int8_i8mm),
};

static const struct {
    const char *name;
    const CKConversion *const *table;
} conversions[] = {NAMED(conversion_neon), NAMED(conversion_bf16_neon), NAMED(conversion_fp16_neon)};

static const struct {
    const char *name;
    const CKPeakLoop *const *table;
} peaks[] = {
    NAMED(peak_fp32_baseline), NAMED(peak_int8_baseline), NAMED(peak_fp32_neon),     NAMED(peak_int8_neon),
    NAMED(peak_int8_dotprod),  NAMED(peak_int8_i8mm),     NAMED(peak_bf16_neonbf16), NAMED(peak_fp16_neonfhm),
    NAMED(peak_fp16_neonfp16),
};

static void fail(const char *message) {
    fprintf(stderr, "ArmKernels worker: %s\n", message);
    exit(1);
}

/// The table of this name among those of its kind.
#define FINDER(type, tables)                                                                            \
    static const type *find_##tables(const char *name) {                                                \
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)                                     \
            if (strcmp(tables[i].name, name) == 0) return *tables[i].table;                             \
        fail(name);                                                                                     \
        return NULL;                                                                                    \
    }
FINDER(CKKernels, kernels)
FINDER(CKConversion, conversions)
FINDER(CKPeakLoop, peaks)

static CKAdd *find_addition(const char *format) {
    if (strcmp(format, "fp32") == 0) return ck_addition_neon->fp32;
    if (strcmp(format, "bf16") == 0) return ck_addition_neon->bf16;
    if (strcmp(format, "fp16") == 0) return ck_addition_neon->fp16;
    if (strcmp(format, "int8") == 0) return ck_addition_neon->int8;
    fail(format);
    return NULL;
}

/// As the tests write it.
typedef struct {
    float scale;
    int32_t zeroPoint, isSigned;
} ConversionParameters;

typedef struct {
    char *start, *mapping;
    size_t count, mapped;
} Buffer;

/// Filled with what does not look right by chance.
static Buffer buffer_make(int64_t count) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE), mapped = ((size_t)count + page - 1) / page * page + 2 * page;
    char *mapping = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapping == MAP_FAILED || mprotect(mapping, page, PROT_NONE) != 0
        || mprotect(mapping + mapped - page, page, PROT_NONE) != 0)
        fail("no memory");
    Buffer buffer = {mapping + mapped - page - count, mapping, (size_t)count, mapped};
    memset(buffer.start, 0xA5, buffer.count);
    return buffer;
}

static Buffer buffer_read(int64_t count) {
    Buffer buffer = buffer_make(count);
    if (fread(buffer.start, 1, buffer.count, stdin) != buffer.count) fail("a request without its end");
    return buffer;
}

/// As the tests write it: so many buffers of rows·columns floats, then so many of one a column.
typedef struct {
    int64_t rows, columns, matrices, vectors;
    float numbers[8];
} ElementwiseParameters;

static void elementwise_run(const char *name, const ElementwiseParameters *p, float *const *b) {
    const CKElementwise *e = ck_elementwise_baseline;
    const int64_t rows = p->rows, columns = p->columns, count = rows * columns;
    const float *n = p->numbers;
#define NAMES(operation) (strcmp(name, #operation) == 0)
    if (NAMES(clamp)) e->clamp(b[0], b[1], count, n[0], n[1]);
    else if (NAMES(clampBackward)) e->clampBackward(b[0], b[1], b[2], count, n[0], n[1]);
    else if (NAMES(add)) e->add(b[0], b[1], b[2], count);
    else if (NAMES(addScaled)) e->addScaled(b[0], b[1], n[0], b[2], count);
    else if (NAMES(sgd)) e->sgd(b[0], b[1], count, n[0], n[2]);
    else if (NAMES(momentum)) e->momentum(b[0], b[1], b[2], count, n[0], n[1], n[2]);
    else if (NAMES(adam))
        e->adam(
            b[0], b[1], b[2], b[3], count,
            &(CKAdam){
                .rate = n[0], .epsilon = n[1], .firstDecay = n[2], .firstGain = n[3], .secondDecay = n[4],
                .secondGain = n[5], .firstCorrection = n[6], .secondCorrection = n[7]});
    else if (NAMES(biasClamp)) e->biasClamp(b[0], b[2], b[1], rows, columns, n[0], n[1]);
    else if (NAMES(columnSums)) e->columnSums(b[0], rows, columns, b[1]);
    else if (NAMES(moments)) e->moments(b[0], rows, columns, b[1], b[2]);
    else if (NAMES(normalize)) e->normalize(b[0], rows, columns, b[2], b[3], b[4], b[5], b[1]);
    else if (NAMES(parameterGradients))
        e->normalizeParameterGradients(b[0], b[1], rows, columns, b[2], b[3], b[4], b[5]);
    else if (NAMES(liveInputGradient))
        e->normalizeLiveInputGradient(b[0], b[1], rows, columns, b[3], b[4], b[5], b[6], b[7], b[2]);
    else if (NAMES(frozenInputGradient)) e->normalizeFrozenInputGradient(b[0], rows, columns, b[2], b[3], b[1]);
    else fail(name);
}

/// Each buffer in memory of its own, between pages that may not be touched.
static void elementwise_serve(const char *name, const ElementwiseParameters *p, const char *given, char *answer) {
    enum { LIMIT = 8 };
    Buffer buffers[LIMIT];
    float *starts[LIMIT];
    const int64_t total = p->matrices + p->vectors;
    if (total > LIMIT) fail("too many buffers");
    for (int64_t i = 0, at = 0; i < total; i++) {
        buffers[i] = buffer_make(4 * p->columns * (i < p->matrices ? p->rows : 1));
        memcpy(buffers[i].start, given + at, buffers[i].count);
        at += (int64_t)buffers[i].count;
        starts[i] = (float *)buffers[i].start;
    }
    elementwise_run(name, p, starts);
    for (int64_t i = 0; i < total; i++) {
        memcpy(answer, buffers[i].start, buffers[i].count);
        answer += buffers[i].count;
        munmap(buffers[i].mapping, buffers[i].mapped);
    }
}

static void serve(const Request *request) {
    Buffer given[3], result = buffer_make(request->answer);
    for (int i = 0; i < 3; i++) given[i] = buffer_read(request->count[i]);
    const void *first = given[0].start, *second = given[1].start, *third = given[2].start;
    const CKLayer *layer = &request->layer;
    switch (request->operation) {
    case SIZE: {
        int64_t size = find_kernels(request->kernel)->packedBytes(layer);
        memcpy(result.start, &size, sizeof size);
        break;
    }
    case PACK:
        find_kernels(request->kernel)->pack(layer, first, second, given[2].count > 0 ? third : NULL, result.start);
        break;
    case RUN: {
        const CKKernels *table = find_kernels(request->kernel);
        Buffer workspace = buffer_make(table->workspaceBytes(layer));
        table->run(layer, first, second, result.start, workspace.start);
        munmap(workspace.mapping, workspace.mapped);
        break;
    }
    case NARROW: {
        const ConversionParameters *p = first;
        find_conversions(request->kernel)->quantize(
            second, result.start, (int64_t)given[1].count / 4, p->scale, p->zeroPoint, p->isSigned);
        break;
    }
    case WIDEN: {
        const ConversionParameters *p = first;
        find_conversions(request->kernel)->dequantize(
            second, (float *)result.start, request->answer / 4, p->scale, p->zeroPoint, p->isSigned);
        break;
    }
    case ADD: {
        const int64_t element = strcmp(request->kernel, "fp32") == 0 ? 4 : strcmp(request->kernel, "int8") == 0 ? 1 : 2;
        find_addition(request->kernel)(first, second, third, result.start, request->answer / element);
        break;
    }
    case PEAK: {
        const CKPeakLoop *loop = find_peaks(request->kernel);
        double products[2] = {loop->run(100), (double)loop->macsPerIteration * 100};
        memcpy(result.start, products, sizeof products);
        break;
    }
    case FEATURES: {
        int64_t features = ck_features();
        memcpy(result.start, &features, sizeof features);
        break;
    }
    case ELEMENTWISE: elementwise_serve(request->kernel, first, second, result.start); break;
    default: fail("no such operation");
    }
    fwrite(result.start, 1, result.count, stdout);
    if (fflush(stdout) != 0) fail("nobody reads the answers");
    munmap(result.mapping, result.mapped);
    for (int i = 0; i < 3; i++) munmap(given[i].mapping, given[i].mapped);
}

int main(void) {
    // Tests kill workers on purpose.
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    Request request;
    while (fread(&request, sizeof request, 1, stdin) == 1) serve(&request);
}
