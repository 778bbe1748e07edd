#!/usr/bin/env python3
"""Makes small messages of every format and option, from the text of wire-format.md alone, with their elements.

encode_some.py FOLDER [EVERY]   writes NAME.message and NAME.elements (raw little-endian FP32); every EVERYth of most

The content is arbitrary: levels, positions and numbers are drawn, not got from gradients. Messages whose names begin
with "edge-" hold what the text allows and an encoder would hardly send.
"""
import itertools
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np

F4 = np.float32
SIZES = (0, 1, 7, 8, 9, 63, 64, 65, 1000)
BUCKETS = (0, 1, 5, 8, 64, 2**32 - 1)
MASK = 2**64 - 1
PHI = 0x9E3779B97F4A7C15

def mix(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31

def checksum(data):
    plain = weighted = 0
    for i, (word,) in enumerate(struct.iter_unpack("<I", data + bytes(-len(data) % 4))):
        plain, weighted = plain + word, weighted + (i + 1) * word
    return mix(plain + PHI * weighted & MASK) >> 32

def message(form, parameters, payload, n, stage=0):
    head = struct.pack("<4BII", 0xB6, 1, form, stage, n, len(payload))
    return head + struct.pack("<I", checksum(head + parameters + payload)) + parameters + payload

def splitmix(state):
    while True:
        state = state + PHI & MASK
        yield mix(state)

def floyd(seed, n, k):
    chosen = {}  # by the order of the draws
    for j, word in itertools.islice(enumerate(splitmix(seed)), n - k, n):
        t = word * (j + 1) // 2**64
        chosen[j if t in chosen else t] = None
    return list(chosen)

def omega(number):
    """The code as text, its first bit first."""
    code = "0"
    while number > 1:
        code, number = f"{number:b}{code}", number.bit_length() - 1
    return code

def rice(gap, p):
    return "1" * (gap >> p) + "0" + "".join(str(gap >> i & 1) for i in range(p))

def packed(text):
    """Bits, as text or as truths, to bytes: the first is the lowest of the first byte."""
    text = "".join(text if isinstance(text, str) else ("1" if bit else "0" for bit in text))
    return int("0" + text[::-1], 2).to_bytes((len(text) + 7) // 8, "little")

def floats(numbers):
    return b"".join(struct.pack("<f", number) for number in numbers)

class Writer:
    """Writes messages into a folder; the stage goes round, so that each format meets all three."""

    def __init__(self, folder, every=1):
        self.folder, self.every, self.count, self.random = folder, every, 0, np.random.default_rng(20240611)
        self.made = []

    def write(self, name, form, parameters, payload, elements, stage=None, compressed=None):
        """`elements` are numbers, or their raw bytes; `compressed` stands for the payload in the stage given."""
        raw = elements if isinstance(elements, bytes) else np.array(elements, "<f4").tobytes()
        stage = self.count % 3 if stage is None else stage
        self.count += 1
        if self.count % self.every and not name.startswith(("edge-", "parts-")):
            return
        if stage:
            payload = struct.pack("<I", len(payload)) + (compressed or (zlib.compress, zstd)[stage - 1](payload))
        made = message(form, parameters, payload, len(raw) // 4, stage)
        self.made.append((made, raw))
        name = f"{name}-{len(raw) // 4}-{('plain', 'deflate', 'zstd')[stage]}"
        assert not (self.folder / f"{name}.message").exists(), name
        (self.folder / f"{name}.message").write_bytes(made)
        (self.folder / f"{name}.elements").write_bytes(raw)

    def parts(self, count):
        """Some of the small messages that were made before, in one."""
        small = [pair for pair in self.made if len(pair[1]) <= 260 and pair[0][2] < 14]
        chosen = [small[int(i)] for i in self.random.integers(0, len(small), count)]
        payload = b"".join(made + bytes(-len(made) % 4) for made, _ in chosen)
        self.write(f"parts-{count}", 14, struct.pack("<I", count), payload, b"".join(raw for _, raw in chosen), 0)

    def normal(self, count):
        return (self.random.standard_normal(count) * 0.01).astype(F4)

    def values(self, kind, k):
        """k values of a kind: their bytes, and the numbers that these are."""
        numbers, words = self.normal(k), self.random.integers(0, 2**16, k, np.uint16).astype("<u2")
        if kind == 0:
            return floats(numbers), numbers
        if kind == 1:
            words[words & 0x7C00 == 0x7C00] &= 0x83FF  # infinities and NaN are for the edges
            return words.tobytes(), [struct.unpack("<e", struct.pack("<H", word))[0] for word in words]
        if kind == 2:
            words[words & 0x7F80 == 0x7F80] &= 0x807F
            return words.tobytes(), [struct.unpack("<f", struct.pack("<HH", 0, word))[0] for word in words]
        signs, size = words & 1 == 1, abs(self.normal(1)[0])
        return floats([size]) + packed(signs), [-size if sign else size for sign in signs]

    def plain(self, n):
        for kind, name in enumerate(("fp32", "fp16", "bf16")):
            self.write(name, kind + 1, b"", *self.values(kind, n))
        signs = self.random.integers(0, 2, n)
        self.write("sign", 5, b"", packed(signs), [-1 if sign else 1 for sign in signs])
        exponents = self.random.integers(0, 255, n) * (self.random.random(n) < 0.9)
        numbers = [(-1) ** sign * 2.0 ** (e - 127) if e else 0 for sign, e in zip(signs.tolist(), exponents.tolist())]
        self.write("natural", 10, b"", bytes(exponents.tolist()) + packed(signs), numbers)
        digits, scale, width = self.random.integers(0, 3, n), abs(self.normal(1)[0]), -(-n // 5)
        rows = [*digits.tolist(), *[1] * (5 * width - n)]
        data = bytes(sum(3**row * rows[row * width + i] for row in range(5)) for i in range(width))
        self.write("terngrad", 9, b"", floats([scale]) + data, [F4(int(digit) - 1) * scale for digit in digits])

    def bucketed(self, n, bucket):
        place = [i // bucket if bucket else 0 for i in range(n)]
        count = place[-1] + 1 if n else 0
        head, label = struct.pack("<I", bucket), f"b{bucket}"
        scales, others = abs(self.normal(count)), self.normal(count)
        levels = self.random.integers(-128, 128, n)
        self.write(f"int8-{label}", 4, head, floats(scales) + levels.astype("i1").tobytes(),
                   [F4(level) * scales[i] for level, i in zip(levels, place)])
        signs = levels < 0
        self.write(f"scaled-{label}", 6, head, floats(scales) + packed(signs),
                   [-scales[i] if sign else scales[i] for sign, i in zip(signs, place)])
        pairs = [number for pair in zip(scales, others) for number in pair]
        self.write(f"two-{label}", 7, head, floats(pairs) + packed(signs),
                   [pairs[2 * i + int(sign)] for sign, i in zip(signs, place)])
        for s, coding in itertools.product((1, 2, 3, 4, 7, 8, 64, 127) if bucket == 64 else (1, 4, 127), (0, 1)):
            norm = int(self.random.integers(0, 2))
            levels = self.random.integers(-s, s + 1, n) * (self.random.random(n) < (1, 0.1)[norm])
            self.write(f"qsgd-{label}-s{s}-norm{norm}-coding{coding}", 8, head + bytes([s, norm, coding, 0]),
                       floats(scales) + (self.fixed, self.gaps)[coding](levels.tolist(), s),
                       [F4(level) * scales[i] for level, i in zip(levels, place)])

    @staticmethod
    def fixed(levels, s):
        b = 1 + next(bits for bits in range(9) if 2**bits >= s + 1)
        return packed("".join(f"{abs(level) + (level < 0) * 2 ** (b - 1):0{b}b}"[::-1] for level in levels))

    @staticmethod
    def gaps(levels, s):
        code, before, kept = "", -1, [(i, level) for i, level in enumerate(levels) if level]
        for i, level in kept:
            code += omega(i - before) + "01"[level < 0] + omega(abs(level))
            before = i
        return struct.pack("<I", len(kept)) + packed(code)

    def some(self, n):
        for k in sorted({0, min(1, n), n // 10, n // 2, n}):
            for where, kind, p in [(0, 0, 0), (1, 0, 0), *((2, 0, p) for p in (0, 1, 3, 8, 31)),
                                   *((where, kind, 2 * (where == 2)) for where in range(3) for kind in (1, 2, 3))]:
                kept = sorted(self.random.choice(n, k, replace=False).tolist()) if n else []
                gaps = [i - before - 1 for before, i in zip([-1, *kept], kept)]
                data = (struct.pack(f"<{k}I", *kept), packed(i in set(kept) for i in range(n)),
                        packed("".join(rice(gap, p) for gap in gaps)))[where]
                self.scattered(f"sparse-k{k}-at{where}-kind{kind}-p{p}", 11, struct.pack("<I4B", k, where, kind, p, 0),
                               data, n, kept, kind)
            for kind, seed in itertools.product(range(3), (0, 1, MASK, int(self.random.integers(0, MASK, dtype="u8")))):
                self.scattered(f"random-k{k}-kind{kind}-seed{seed:x}", 12, struct.pack("<QI4B", seed, k, kind, 0, 0, 0),
                               b"", n, floyd(seed, n, k), kind)

    def scattered(self, name, form, parameters, data, n, kept, kind):
        payload, numbers = self.values(kind, len(kept))
        elements = [0.0] * n
        for i, number in zip(kept, numbers):
            elements[i] = number
        self.write(name, form, parameters, payload + data, elements)

    def low_rank(self, n, rank, name="low", shapes=None):
        """A matrix, a vector, a column and a row, with the rest as another vector."""
        if shapes is None:
            rows = int(n**0.5 * 0.8)
            shapes = [(rows, rows // 2), (0, n // 5), (n // 9, min(n, 1)), (1, n // 9)]
            shapes.append((0, n - sum(columns * max(rows, 1) for rows, columns in shapes)))
            shapes = [shape for shape in shapes if shape[1] and shape != (0, 0)]
        payload, elements = b"", []
        for rows, columns in shapes:
            inner = min(rank, rows, columns)
            a, b = self.normal((inner, rows)), self.normal((inner, columns))
            vector = self.normal(columns if rows == 0 else 0)
            payload += floats(vector) + (a.astype("<f4").tobytes() + b.astype("<f4").tobytes() if rows else b"")
            elements.extend(vector)
            for i, j in itertools.product(range(rows), range(columns)):
                total = a[0, i] * b[0, j]
                for c in range(1, inner):
                    total += a[c, i] * b[c, j]
                elements.append(total)
        head = struct.pack("<HH", rank, len(shapes)) + b"".join(struct.pack("<II", *shape) for shape in shapes)
        self.write(f"{name}-r{rank}", 13, head, payload, elements)

    def edges(self):
        words = [0, 1 << 31, 1, 0x80000001, 0x7FFFFF, 0x7F7FFFFF, 0xFF7FFFFF, 0x800000]
        self.write("edge-fp32", 1, b"", struct.pack("<8I", *words), struct.pack("<8I", *words))
        self.write("edge-bf16", 3, b"", struct.pack("<4H", 0x8000, 0xFF7F, 0x7F7F, 1),
                   struct.pack("<4I", 0x80000000, 0xFF7F0000, 0x7F7F0000, 0x10000))
        self.write("edge-fp16", 2, b"", struct.pack("<3H", 0x7BFF, 0x8000, 1), [65504, -0.0, 2**-24])
        self.write("edge-int8-subnormal", 4, bytes(4), struct.pack("<I2b", 1, 3, -127), [3 * 2**-149, -127 * 2**-149])
        self.write("edge-int8-huge", 4, bytes(4), floats([2.0**121]) + b"\x7f\x81", [127 * 2.0**121, -127 * 2.0**121])
        self.write("edge-int8-zero", 4, bytes(4), struct.pack("<I3b", 0, 3, -127, 0), [0.0, -0.0, 0.0])
        self.write("edge-scaled-zero", 6, bytes(4), floats([0]) + b"\x01", [-0.0, 0.0])
        for digit, zero in enumerate((-0.0, 0.0, 0.0)):
            self.write(f"edge-terngrad-{digit}", 9, b"", floats([0]) + bytes([digit + 3 + 9 + 27 + 81]), [zero])
        self.write("edge-natural", 10, b"", bytes([0, 0, 1, 254]) + b"\x0a", [0.0, 0.0, 2**-126, -(2.0**127)])
        self.write("edge-qsgd", 8, bytes(4) + bytes([127, 1, 0, 0]), floats([2.0**121]) + b"\x7f\xff",
                   [127 * 2.0**121, -127 * 2.0**121])
        self.write("edge-low-none", 13, bytes([1, 0, 0, 0]), b"", [])
        for shapes, name in (([(3, 0), (0, 2), (2, 2)], "columns0"), ([(0, 0), (1, 1)], "empty")):
            self.low_rank(0, 2, f"edge-low-{name}", shapes)
        self.write("edge-low-minus", 13, struct.pack("<HHII", 1, 1, 1, 1), floats([0, -1]), [-0.0])
        self.write("edge-parts-none", 14, bytes(4), b"", [], 0)
        numbers = self.normal(40).tobytes()
        self.write("edge-stored", 1, b"", numbers, numbers, 1, zlib.compress(numbers, 0))
        frame = b"\x28\xb5\x2f\xfd\x20\xa0" + struct.pack("<I", len(numbers) << 3 | 1)[:3] + numbers
        self.write("edge-raw-block", 1, b"", numbers, numbers, 2, frame)
        frame = b"\x28\xb5\x2f\xfd\x00\x58" + struct.pack("<I", 160 << 3 | 1 << 1 | 1)[:3] + b"\x3f"
        self.write("edge-run-block", 1, b"", b"\x3f" * 160, b"\x3f" * 160, 2, frame)  # no length in this frame

def zstd(data):
    return subprocess.run(["zstd", "-q"], input=data, stdout=subprocess.PIPE, check=True).stdout

def check():
    """The building blocks against what is published."""
    codes = {1: "0", 2: "100", 3: "110", 4: "101000", 17: "10100100010", 100: "1011011001000"}
    assert all(omega(number) == code for number, code in codes.items())
    assert list(itertools.islice(splitmix(0), 3)) == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]

def main(folder, every="1"):
    check()
    writer = Writer(Path(folder), int(every))
    writer.folder.mkdir(parents=True, exist_ok=True)
    for n in SIZES:
        writer.plain(n)
        for bucket in BUCKETS:
            writer.bucketed(n, bucket)
        writer.some(n)
        for rank in (1, 2, 4, 100):
            writer.low_rank(n, rank)
    writer.edges()
    for count in (1, 2, 7, 40):
        writer.parts(count)
    print(f"{len(writer.made)} messages")

if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) in (2, 3) else sys.exit(__doc__)
