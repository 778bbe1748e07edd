// What a program for a microcontroller needs to run in the user mode of qemu-arm: a start, an output, a stack of its
// own whose use is seen, and the functions that the Arm run-time ABI lets a compiler call.
//
// Tests/MicroUpdateTests/Embedded compiles it, and links it with the module and Replay.swift.
//
// It writes a line for each subject from 0 on: the bytes of stack that replay() took, then the words that it left
// behind, all in hex.

#include <stdint.h>

enum { SYSTEM_EXIT = 1, SYSTEM_WRITE = 4, OUTPUT = 1 };
enum { WORDS = 1024, STACK_WORDS = 1024, DIGITS = 16, UNTOUCHED = 0x5A5A5A5A };

/// Replays the events through a subject in the memory of `words`. Returns how many it left behind, and 0 where there
/// is no such subject.
int32_t replay(int32_t subject, uint64_t *words);

/// Replay.words of them or more.
static uint64_t words[WORDS];
static uint32_t stack[STACK_WORDS] __attribute__((aligned(8)));
static char text[WORDS * (DIGITS + 1)];

static int32_t system_call(int32_t number, int32_t first, const void *second, uint32_t third) {
    register int32_t r7 __asm__("r7") = number;
    register int32_t r0 __asm__("r0") = first;
    register const void *r1 __asm__("r1") = second;
    register uint32_t r2 __asm__("r2") = third;
    __asm__ volatile("svc 0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2) : "memory");
    return r0;
}

/// replay() on a stack that ends at `top`.
__attribute__((naked)) int32_t replay_on(int32_t subject, uint64_t *words, uint32_t *top) {
    __asm__("push {r4, lr}\n\t"
            "mov r4, sp\n\t"
            "mov sp, r2\n\t"
            "bl replay\n\t"
            "mov sp, r4\n\t"
            "pop {r4, pc}");
}

static char *write_hex(char *end, uint64_t word, char separator) {
    for (int shift = 4 * (DIGITS - 1); shift >= 0; shift -= 4) *end++ = "0123456789abcdef"[word >> shift & 15];
    *end++ = separator;
    return end;
}

void start(void) {
    for (int32_t subject = 0;; subject++) {
        for (int i = 0; i < STACK_WORDS; i++) stack[i] = UNTOUCHED;
        int32_t count = replay_on(subject, words, stack + STACK_WORDS);
        if (count == 0) system_call(SYSTEM_EXIT, 0, 0, 0);

        uint32_t untouched = 0;
        while (untouched < STACK_WORDS && stack[untouched] == UNTOUCHED) untouched++;
        char *end = write_hex(text, sizeof(uint32_t) * (STACK_WORDS - untouched), ' ');
        for (int32_t i = 0; i < count; i++) end = write_hex(end, words[i], i + 1 < count ? ' ' : '\n');
        for (char *next = text; next < end;) {
            int32_t written = system_call(SYSTEM_WRITE, OUTPUT, next, end - next);
            if (written <= 0) system_call(SYSTEM_EXIT, 1, 0, 0);
            next += written;
        }
    }
}

// The Arm run-time ABI (IHI 0043), as far as replays need it. Arguments are in the core's registers, whatever the
// program does with its own.
#define HELPER __attribute__((pcs("aapcs")))

// Floating-point arithmetic by a unit that is as IEEE 754 says.
#define ARITHMETIC(type, letter)                                                                                       \
    HELPER type __aeabi_##letter##add(type a, type b) { return a + b; }                                                \
    HELPER type __aeabi_##letter##sub(type a, type b) { return a - b; }                                                \
    HELPER type __aeabi_##letter##mul(type a, type b) { return a * b; }                                                \
    HELPER type __aeabi_##letter##div(type a, type b) { return a / b; }                                                \
    HELPER int __aeabi_##letter##cmpeq(type a, type b) { return a == b; }                                              \
    HELPER int __aeabi_##letter##cmplt(type a, type b) { return a < b; }                                               \
    HELPER int __aeabi_##letter##cmple(type a, type b) { return a <= b; }                                              \
    HELPER int __aeabi_##letter##cmpgt(type a, type b) { return a > b; }                                               \
    HELPER int __aeabi_##letter##cmpge(type a, type b) { return a >= b; }                                              \
    HELPER int __aeabi_##letter##cmpun(type a, type b) { return a != a || b != b; }

ARITHMETIC(float, f)
ARITHMETIC(double, d)

HELPER float __aeabi_ui2f(uint32_t a) { return (float)a; }
// Rounded once: the product is exact.
HELPER double __aeabi_l2d(int64_t a) { return (int32_t)(a >> 32) * 0x1p32 + (uint32_t)a; }
// Right below 2^53, where FP64 is exact.
HELPER float __aeabi_l2f(int64_t a) { return (float)__aeabi_l2d(a); }

uint64_t divide(uint64_t dividend, uint64_t divisor, uint64_t *remainder) {
    uint64_t quotient = 0, rest = 0;
    for (int bit = 63; bit >= 0; bit--) {
        // A bit shifted out of the rest makes it larger than any divisor.
        int carry = rest >> 63;
        rest = rest << 1 | (dividend >> bit & 1);
        if (carry || rest >= divisor) {
            rest -= divisor;
            quotient |= (uint64_t)1 << bit;
        }
    }
    *remainder = rest;
    return quotient;
}

// The quotient is in r0 and r1, the rest in r2 and r3, as no function of C returns them.
__attribute__((naked)) void __aeabi_uldivmod(void) {
    __asm__("push {r4, lr}\n\t"
            "sub sp, #16\n\t"
            "add r4, sp, #8\n\t"
            "str r4, [sp]\n\t"
            "bl divide\n\t"
            "ldrd r2, r3, [sp, #8]\n\t"
            "add sp, #16\n\t"
            "pop {r4, pc}");
}
