#!/usr/bin/env python3
"""Decodes messages of compressed gradients, from the text of wire-format.md alone.

decode.py [--elements N] MESSAGE   writes the elements to standard output, raw little-endian FP32
decode.py --all FOLDER             compares each NAME.message with NAME.elements, bit for bit; a message without such a
                                   file must be refused
"""
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np

from reader import F4, Reader, Refused

MOST_ELEMENTS = 1 << 28  # where the caller does not say how many there are
MASK = (1 << 64) - 1
PHI = 0x9E3779B97F4A7C15
LAYOUTS = {4: "<I", 6: "<I", 7: "<I", 8: "<I4B", 11: "<I4B", 12: "<QI4B", 13: "<HH", 14: "<I"}
np.seterr(all="ignore")  # what is not finite is refused in the end

def mix(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31

def checksum(data):
    words = np.frombuffer(data + bytes(-len(data) % 4), "<u4").astype("u8")
    weighted = words * np.arange(1, len(words) + 1, dtype="u8")
    return mix(int(words.sum()) + PHI * int(weighted.sum()) & MASK) >> 32

def sample(seed, n, k):
    """Floyd's sample of k of n, as it is drawn. The product with j + 1 needs all its 128 bits."""
    drawn = {}
    for j in range(n - k, n):
        t = mix(seed + (j + 1) * PHI & MASK) * (j + 1) >> 64
        drawn[j if t in drawn else t] = None
    return np.fromiter(drawn, "i8", k)

def zstd_frame(r):
    """Walks one frame of RFC 8878: that nothing follows it, and how much it can hold at most."""
    r.need(r.take(4) == b"\x28\xb5\x2f\xfd", "not a Zstandard frame", 4)
    flags, most, last = r.int(1), 0, 0
    r.take((~flags >> 5 & 1) + (0, 1, 2, 4)[flags & 3] + (flags >> 5 & 1, 2, 4, 8)[flags >> 6])
    while not last:
        block = r.int(3)
        last, kind, size = block & 1, block >> 1 & 3, block >> 3
        r.take(1 if kind == 1 else size)
        most += 1 << 17 if kind == 2 else size
    r.take(flags & 4)  # its checksum
    r.need(r.at == len(r.data), "bytes behind the frame")
    return most

def expand(stage, r, size):
    """The payload before its stage: exactly `size` bytes, of exactly one stream."""
    r.need(stage == 1 or size <= zstd_frame(r), "the frame cannot hold so much")
    try:
        if stage == 1:
            stream = zlib.decompressobj()
            out = stream.decompress(r.data, size + 1)
        else:
            command = f"set -o pipefail; zstd -dcq | head -c {size + 1}"
            out = subprocess.run(["bash", "-c", command], input=r.data, capture_output=True, check=True).stdout
    except (zlib.error, subprocess.SubprocessError) as error:
        r.need(False, " ".join(str(error).split()))
    right = len(out) == size and (stage == 2 or stream.eof and not stream.unused_data)
    r.need(right, f"not one stream of the {size} bytes said before it")
    return out

def qsgd(r, n, c, s, coding):
    if coding == 0:
        b = 1 + s.bit_length()  # ⌈log2(s + 1)⌉ is the number of bits of s
        bits = r.bits(n * b)
        level, sign = sum(bits[i::b].astype("i2") << i for i in range(b - 1)), bits[b - 1::b] == 1
        r.need(((level <= s) & ((level > 0) | ~sign)).all(), "a level above s, or -0", (n * b + 7) // 8)
        return np.where(sign, -level, level).astype(F4) * c
    level, at, z = np.zeros(n, F4), -1, r.int(4)
    r.need(z <= n, f"{z} levels, but {n} elements", 4)
    for _ in range(z):
        at += r.omega(n - 1 - at)
        level[at] = (1 - 2 * r.bit()) * r.omega(s)
    r.align()
    return level * c

def low_rank(r, rank, shapes):
    for rows, columns in shapes:
        inner = min(rank, rows, columns)
        a, b = [r.array(F4, inner * side).reshape(inner, side) for side in (rows, columns)]
        x = a[0, :, None] * b[0, None, :] if inner else r.array(F4, columns if rows == 0 else 0)
        for c in range(1, inner):
            x += a[c, :, None] * b[c, None, :]
        yield x.ravel()

def parts(r, count):
    for _ in range(count):
        head = Reader(r.data, r.base, at=r.at)
        size = header(head, None, 13)[-1]
        at = r.at
        yield decode(r.take(head.at + size - at), None, r.base + at, 13)
        r.need(not any(r.take(-r.at % 4)), "what fills up a word is not 0", 1)

def elements(form, n, given, r):
    if form <= 3:
        return r.values(form - 1, n)
    if form == 5:
        return r.signed(n, np.ones(1, F4))
    if form == 9:
        scale, packed = r.magnitudes(1)[0], r.array("u1", -(-n // 5))
        digits = np.concatenate([packed // 3**i % 3 for i in range(5)]).astype(F4) - F4.type(1)
        r.need((packed <= 242).all() and not digits[n:].any(), "a byte above 242, or digits beyond n", len(packed))
        return digits[:n] * scale
    if form == 10:
        exponents = r.array("u1", n)  # 255 makes elements that are not finite
        words = r.bits(n).astype("<u4") << 31 | exponents.astype("<u4") << 23
        return np.where(exponents > 0, words, 0).astype("<u4").view(F4)
    if form in (11, 12):
        k, x = given[form - 11], np.zeros(n, F4)
        values = r.values(given[2], k)
        x[r.positions(n, k, given[1], given[3]) if form == 11 else sample(given[0], n, k)] = values
        return x
    if form in (13, 14):
        return np.concatenate([np.zeros(0, F4), *(low_rank(r, *given) if form == 13 else parts(r, *given))])
    bucket = max(1, min(given[0] or n, n))
    count = -(-n // bucket)
    numbers = r.finite(2, count) if form == 7 else r.magnitudes(count)
    pair = [np.repeat(column, bucket)[:n] for column in numbers.T]
    if form == 4:
        return r.array("i1", n).astype(F4) * pair[0]
    if form == 8:
        return qsgd(r, n, pair[0], given[1], given[3])
    return r.signed(n, pair[0]) if form == 6 else np.where(r.bits(n) == 1, pair[1], pair[0])

def header(r, wanted, forms):
    """What stands before a payload, and last how long that is said to be."""
    magic, version, form, stage, n, size, check = struct.unpack("<4B3I", r.take(16))
    for at, right, why in ((0, magic == 0xB6, "not a compressed gradient"), (1, version == 1, "an unknown version"),
                           (2, 1 <= form <= forms, "an unknown format"), (3, stage <= 2, "an unknown stage"),
                           (3, form != 14 or stage == 0, "parts with a stage"),
                           (4, n <= MOST_ELEMENTS if wanted is None else n == wanted, f"{n} elements")):
        r.need(right, why, 16 - at)
    layout = LAYOUTS.get(form, "<")
    given = struct.unpack(layout, r.take(struct.calcsize(layout)))
    rice = 31 if form == 11 and given[1] == 2 else 0
    most = {8: (MASK, 127, 1, 1, 0), 11: (n, 2, 3, rice, 0), 12: (MASK, n, 2, 0, 0, 0)}.get(form, given)
    right = all(a <= b for a, b in zip(given, most)) and (form != 8 or given[1]) and (form != 13 or given[0])
    r.need(right, "parameters out of range", struct.calcsize(layout))
    if form == 13:
        given = given[0], [struct.unpack("<II", r.take(8)) for _ in range(given[1])]
        r.need(sum(columns * max(rows, 1) for rows, columns in given[1]) == n, f"tensors of not {n} elements")
    return form, stage, n, given, check, size

def decode(message, wanted=None, base=0, forms=14):
    r = Reader(message, base)
    form, stage, n, given, check, size = header(r, wanted, forms)
    r.need(size == len(message) - r.at, f"{size} bytes of payload said, {len(message) - r.at} are there")
    r.need(check == checksum(message[:12] + message[16:]), "the checksum differs", r.at - 12)
    if stage:
        full = r.int(4)
        r.need(full <= 64 + 9 * n, "no payload of so many elements is so long", 4)
        r = Reader(expand(stage, Reader(message[r.at:], base + r.at), full), base + r.at, False)
    out = elements(form, n, given, r).astype(F4)
    r.need(r.at == len(r.data), f"{len(r.data) - r.at} bytes too many")
    r.need(len(out) == n and np.isfinite(out).all(), f"{len(out)} elements, or one is not finite", len(r.data))
    return out.tobytes() if forms == 14 else out

def main(option, *more):
    if option != "--all":
        try:
            out = decode(Path((option, *more)[-1]).read_bytes(), int(more[0]) if option == "--elements" else None)
            return sys.stdout.buffer.write(out) and 0
        except Refused as error:
            print(f"refused: {error}", file=sys.stderr)
            return 65
    wrong = 0
    for path in sorted(Path(more[0]).glob("*.message")):
        wanted = path.with_suffix(".elements")
        wanted = wanted.read_bytes() if wanted.exists() else None
        try:
            out = decode(path.read_bytes())
            verdict = "accepted" if wanted is None else "same" if out == wanted else "differs"
        except Refused as error:
            verdict = f"refused: {error}"
        print(f"{path.stem}: {verdict}")
        wrong |= not verdict.startswith("refused" if wanted is None else "same")
    return int(wrong)

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if 2 <= len(sys.argv) <= 4 else __doc__)
