// Runs the kernels of CKernels for whoever writes to its standard input: the tests on another architecture, which
// start it under an emulator of Arm.
//
// A request is a Request, then `count[i]` bytes of each of its buffers. The answer to ...
//   SIZE      is the size of the packed weights, as int64_t;
//   PACK      (weights, biases, multipliers) is `answer` bytes, the packed weights;
//   RUN       (packed weights, input) is `answer` bytes, the output;
//   FEATURES  is ck_features(), as int64_t.
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

enum { SIZE, PACK, RUN, FEATURES };

typedef struct {
    int64_t operation;
    char kernel[32];
    CKLayer layer;
    int64_t count[3];
    int64_t answer;
} Request;

#define KERNEL(name) {#name, &ck_##name}
static const struct {
    const char *name;
    const CKKernels *const *kernels;
} table[] = {
    KERNEL(product_fp32_neon),    KERNEL(gemv_fp32_neon),    KERNEL(depthwise_fp32_neon),
    KERNEL(product_int8_neon),    KERNEL(gemv_int8_neon),    KERNEL(depthwise_int8_neon),
    KERNEL(product_int8_dotprod), KERNEL(gemv_int8_dotprod), KERNEL(product_int8_i8mm),
};

static void fail(const char *message) {
    fprintf(stderr, "ArmKernels worker: %s\n", message);
    exit(1);
}

static const CKKernels *find(const char *name) {
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].name, name) == 0) return *table[i].kernels;
    fail(name);
    return NULL;
}

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

static void answer(const void *bytes, size_t count) {
    fwrite(bytes, 1, count, stdout);
    if (fflush(stdout) != 0) fail("nobody reads the answers");
}

static void answer_number(int64_t number) { answer(&number, sizeof number); }

static void serve(const Request *request) {
    Buffer given[3];
    for (int i = 0; i < 3; i++) given[i] = buffer_read(request->count[i]);
    const CKKernels *kernels = request->operation == FEATURES ? NULL : find(request->kernel);
    const CKLayer *layer = &request->layer;
    Buffer result = buffer_make(request->answer);
    switch (request->operation) {
    case SIZE: answer_number(kernels->packedBytes(layer)); break;
    case PACK: {
        const float *multipliers = given[2].count > 0 ? (const float *)given[2].start : NULL;
        kernels->pack(layer, given[0].start, given[1].start, multipliers, result.start);
        answer(result.start, result.count);
        break;
    }
    case RUN: {
        Buffer workspace = buffer_make(kernels->workspaceBytes(layer));
        kernels->run(layer, given[0].start, given[1].start, result.start, workspace.start);
        answer(result.start, result.count);
        munmap(workspace.mapping, workspace.mapped);
        break;
    }
    case FEATURES: answer_number(ck_features()); break;
    default: fail("no such operation");
    }
    munmap(result.mapping, result.mapped);
    for (int i = 0; i < 3; i++) munmap(given[i].mapping, given[i].mapped);
}

int main(void) {
    // Tests kill workers on purpose.
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    Request request;
    while (fread(&request, sizeof request, 1, stdin) == 1) serve(&request);
}
