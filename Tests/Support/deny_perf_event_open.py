#!/usr/bin/env python3
"""Run a program to which the kernel refuses perf_event_open, as many container sandboxes do.

    deny_perf_event_open.py [--errno EPERM|EACCES|ENOSYS] PROGRAM [ARGUMENT ...]

A seccomp filter answers perf_event_open with the given error (EPERM by default) and lets every other system
call pass. It needs no privilege (no_new_privs is set first) and is inherited by all children.
Exit status: the program's own; 69 where the filter cannot be installed (not Linux, unknown processor).
"""

import argparse
import ctypes
import errno
import os
import platform
import struct
import sys

# linux/audit.h, asm/unistd.h
ARCHITECTURES = {
    "x86_64": (0xC000003E, 298),
    "aarch64": (0xC00000B7, 241),
}

# linux/prctl.h, linux/seccomp.h
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 22, 38
SECCOMP_MODE_FILTER = 2
SECCOMP_RET_ERRNO, SECCOMP_RET_ALLOW = 0x00050000, 0x7FFF0000

# linux/bpf_common.h
LOAD_WORD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
# struct seccomp_data { int nr; __u32 arch; ... }
OFFSET_NUMBER, OFFSET_ARCHITECTURE = 0, 4

UNAVAILABLE = 69


def instruction(code, operand, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, operand)


def filter_program(architecture, number, error):
    return [
        instruction(LOAD_WORD, OFFSET_ARCHITECTURE),
        instruction(JUMP_IF_EQUAL, architecture, if_true=0, if_false=3),
        instruction(LOAD_WORD, OFFSET_NUMBER),
        instruction(JUMP_IF_EQUAL, number, if_true=0, if_false=1),
        instruction(RETURN, SECCOMP_RET_ERRNO | error),
        instruction(RETURN, SECCOMP_RET_ALLOW),
    ]


class Program(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def install(instructions):
    code = b"".join(instructions)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = Program(len(instructions), ctypes.cast(buffer, ctypes.c_void_p))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    steps = [
        (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(program), 0, 0),
    ]
    for step in steps:
        if prctl(*step) != 0:
            raise OSError(ctypes.get_errno(), "prctl(%d)" % step[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errno", default="EPERM", choices=["EPERM", "EACCES", "ENOSYS"])
    parser.add_argument("program")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()

    machine = platform.machine()
    if not sys.platform.startswith("linux") or machine not in ARCHITECTURES:
        print("no filter for %s on %s" % (sys.platform, machine), file=sys.stderr)
        return UNAVAILABLE
    architecture, number = ARCHITECTURES[machine]
    try:
        install(filter_program(architecture, number, getattr(errno, options.errno)))
    except OSError as error:
        print("cannot install the seccomp filter: %s" % error, file=sys.stderr)
        return UNAVAILABLE
    os.execvp(options.program, [options.program] + options.arguments)


if __name__ == "__main__":
    sys.exit(main())
