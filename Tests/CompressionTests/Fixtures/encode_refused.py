#!/usr/bin/env python3
"""Makes messages that the text of wire-format.md does not allow, each wrong in one place, with the checksum of what
it is.

encode_refused.py FOLDER   writes NAME.message
"""
import struct
import sys
import zlib
from pathlib import Path

from encode_some import floats, message, omega, packed, rice, zstd

NAN, INFINITY = float("nan"), float("inf")
BUCKET = bytes(4)  # one for all elements

def qsgd(s=4, norm=0, coding=0, rest=0):
    return BUCKET + bytes([s, norm, coding, rest])

def sparse(k, positions, values=0, p=0, rest=0):
    return struct.pack("<I4B", k, positions, values, p, rest)

def random(k, values=0, rest=0):
    return struct.pack("<QIB3s", 7, k, values, rest.to_bytes(3, "little"))

def low(rank, *shapes):
    return struct.pack("<HH", rank, len(shapes)) + b"".join(struct.pack("<II", *shape) for shape in shapes)

def elias(*codes, z=None):
    """Levels of (distance, sign, magnitude), a norm of 1 before them."""
    text = "".join(omega(distance) + str(sign) + omega(magnitude) for distance, sign, magnitude in codes)
    return floats([1]) + struct.pack("<I", len(codes) if z is None else z) + packed(text)

def indices(*numbers):
    return struct.pack(f"<{len(numbers)}I", *numbers)

TWO = floats([1, 2])
# Name: format, parameters, payload, elements.
PAYLOADS = {
    "fp32-nan": (1, b"", floats([NAN]), 1), "fp32-infinity": (1, b"", floats([1, -INFINITY]), 2),
    "fp32-short": (1, b"", floats([1]), 2), "fp32-long": (1, b"", floats([1, 2]), 1),
    "fp16-infinity": (2, b"", struct.pack("<H", 0x7C00), 1), "fp16-nan": (2, b"", struct.pack("<H", 0xFE00), 1),
    "bf16-nan": (3, b"", struct.pack("<H", 0x7FC0), 1), "bf16-infinity": (3, b"", struct.pack("<H", 0xFF80), 1),
    "int8-minus": (4, BUCKET, floats([-1]) + b"\x01", 1),
    "int8-minus-0": (4, BUCKET, floats([-0.0]) + b"\x01", 1), "int8-nan": (4, BUCKET, floats([NAN]) + b"\x00", 1),
    "int8-overflow": (4, BUCKET, floats([3e38]) + b"\x02", 1),
    "int8-buckets": (4, b"\1\0\0\0", floats([1]) + b"\1\1", 2),
    "sign-filling": (5, b"", b"\x08", 3), "sign-short": (5, b"", b"\x01", 9),
    "scaled-minus": (6, BUCKET, floats([-1]) + b"\1", 1), "scaled-infinity": (6, BUCKET, floats([INFINITY]) + b"\1", 1),
    "scaled-filling": (6, BUCKET, floats([1]) + b"\2", 1),
    "two-nan-unused": (7, BUCKET, floats([NAN, 1]) + b"\1", 1), "two-filling": (7, BUCKET, TWO + b"\2", 1),
    "qsgd-levels-0": (8, qsgd(0), floats([1]) + b"\0", 1), "qsgd-levels-128": (8, qsgd(128), floats([1]) + b"\0\0", 1),
    "qsgd-norm": (8, qsgd(norm=2), floats([1]) + b"\0", 1), "qsgd-coding": (8, qsgd(coding=2), floats([1]) + b"\0", 1),
    "qsgd-rest": (8, qsgd(rest=1), floats([1]) + b"\0", 1), "qsgd-above": (8, qsgd(), floats([1]) + b"\5", 1),
    "qsgd-minus-0": (8, qsgd(), floats([1]) + b"\x08", 1), "qsgd-filling": (8, qsgd(), floats([1]) + b"\x11", 1),
    "qsgd-minus": (8, qsgd(), floats([-1]) + b"\1", 1), "qsgd-overflow": (8, qsgd(), floats([1e38]) + b"\4", 1),
    "elias-count": (8, qsgd(coding=1), elias((1, 0, 1), z=2), 1),
    "elias-fewer": (8, qsgd(coding=1), elias((1, 0, 1), z=0), 1),
    "elias-index": (8, qsgd(coding=1), elias((3, 0, 1)), 2), "elias-level": (8, qsgd(coding=1), elias((1, 1, 5)), 2),
    "elias-cut": (8, qsgd(coding=1), elias((1, 0, 4), (2, 0, 4))[:-1], 3),
    "elias-behind": (8, qsgd(coding=1), elias((1, 0, 1)) + b"\0", 1),
    "elias-filling": (8, qsgd(coding=1), elias((1, 0, 1))[:-1] + b"\x80", 1),
    "elias-large": (8, qsgd(coding=1), elias((1 << 40, 0, 1)), 3),
    "elias-endless": (8, qsgd(coding=1), elias(z=1) + b"\xff" * 40, 1),
    "elias-no-count": (8, qsgd(coding=1), floats([1]) + b"\0\0\0", 0),
    "terngrad-byte": (9, b"", floats([1]) + b"\xf3", 5), "terngrad-digit": (9, b"", floats([1]) + b"\x7c", 1),
    "terngrad-minus": (9, b"", floats([-1]) + b"\x79", 5),
    "natural-255": (10, b"", b"\xff\0", 1), "natural-filling": (10, b"", b"\x7f\2", 1),
    "sparse-kept": (11, sparse(2, 0), TWO + indices(0, 1), 1),
    "sparse-positions": (11, sparse(1, 3), floats([1]) + indices(0), 1),
    "sparse-values": (11, sparse(1, 0, 4), floats([1]) + indices(0), 1),
    "sparse-rice-32": (11, sparse(1, 2, p=32), floats([1]) + bytes(5), 1),
    "sparse-rice-unused": (11, sparse(1, 0, p=1), floats([1]) + indices(0), 1),
    "sparse-rest": (11, sparse(1, 0, rest=1), floats([1]) + indices(0), 1),
    "sparse-nan": (11, sparse(1, 0), floats([NAN]) + indices(0), 1),
    "sparse-equal": (11, sparse(2, 0), TWO + indices(1, 1), 3),
    "sparse-descending": (11, sparse(2, 0), TWO + indices(1, 0), 3),
    "sparse-index": (11, sparse(2, 0), TWO + indices(0, 3), 3),
    "sparse-minus-index": (11, sparse(1, 0), floats([1]) + indices(2**32 - 1), 3),
    "sparse-fewer-bits": (11, sparse(2, 1), TWO + b"\1", 3), "sparse-more-bits": (11, sparse(2, 1), TWO + b"\7", 3),
    "sparse-filling": (11, sparse(2, 1), TWO + b"\x09", 3),
    "sparse-gap": (11, sparse(1, 2), floats([1]) + packed(rice(3, 0)), 3),
    "sparse-gap-cut": (11, sparse(1, 2, p=9), floats([1]) + packed(rice(1, 9))[:1], 3),
    "sparse-gap-endless": (11, sparse(1, 2), floats([1]) + b"\xff" * 20, 3),
    "sparse-gap-filling": (11, sparse(1, 2), floats([1]) + b"\4", 3),
    "sparse-gap-behind": (11, sparse(1, 2), floats([1]) + b"\0\0", 3),
    "sparse-signs-minus": (11, sparse(1, 0, 3), floats([-1]) + b"\0" + indices(0), 1),
    "sparse-signs-filling": (11, sparse(1, 0, 3), floats([1]) + b"\2" + indices(0), 1),
    "sparse-signs-none": (11, sparse(0, 0, 3), b"", 3),
    "random-kept": (12, random(2), TWO, 1), "random-signs": (12, random(1, 3), floats([1]) + b"\0", 1),
    "random-rest": (12, random(1, rest=1 << 16), floats([1]), 1), "random-short": (12, random(2), floats([1]), 3),
    "low-rank-0": (13, low(0, (1, 1)), b"", 1), "low-fewer": (13, low(1, (1, 1)), TWO, 2),
    "low-more": (13, low(1, (1, 2)), floats([1, 2, 3]), 1), "low-short": (13, low(1, (1, 1)), floats([1]), 1),
    "low-nan": (13, low(1, (0, 1)), floats([NAN]), 1), "low-overflow": (13, low(1, (1, 1)), floats([1e30, 1e30]), 1),
    "low-huge": (13, low(1, (2**32 - 1, 2**32 - 1)), floats([1, 1]), 1),
}

def parts():
    one = message(1, b"", floats([1]), 1)
    sign = message(5, b"", b"\1", 1)
    yield "count-fewer", 1, one + one, 2
    yield "count-more", 2, one, 1
    yield "elements-fewer", 1, one, 2
    yield "elements-more", 2, one + one, 1
    yield "cut", 1, one[:-4], 1
    yield "filling", 1, sign + b"\0\1\0", 1
    yield "no-filling", 1, sign, 1
    yield "behind", 1, one + bytes(4), 1
    yield "checksum", 1, one[:-1] + bytes([one[-1] ^ 1]), 1
    yield "nested", 1, message(14, indices(1), one, 1), 1
    yield "endless", 2**32 - 1, one, 1

def changed(made, at, *new):
    return made[:at] + bytes(new) + made[at + len(new):]

def whole():
    """Changes of the header, mended where the checksum would hide them."""
    plain = message(1, b"", floats([1]), 1)
    yield "empty", b""
    yield "header-cut", plain[:15]
    yield "parameters-cut", message(12, b"\0" * 15, b"", 0)
    yield "tensors-cut", message(13, low(1, (1, 1))[:-1], b"", 1)
    yield "magic", changed(plain, 0, 0xB5)
    yield "version", changed(plain, 1, 2)
    yield "format-0", message(0, b"", floats([1]), 1)
    yield "format-15", message(15, b"", floats([1]), 1)
    yield "stage-3", message(1, b"", floats([1]), 1, 3)
    yield "checksum", changed(plain, 12, plain[12] ^ 1)
    yield "behind", plain + b"\0"
    yield "parts-stage", message(14, indices(0), indices(0) + zlib.compress(b""), 0, 1)
    for stage, compress in ((1, zlib.compress), (2, zstd)):
        numbers = floats([1, 2])
        for name, length, data in (("behind", 8, compress(numbers) + b"\0"), ("cut", 8, compress(numbers)[:-1]),
                                   ("longer", 8, compress(numbers * 2)), ("shorter", 8, compress(numbers[:4])),
                                   ("twice", 8, compress(numbers[:4]) * 2), ("none", 8, b""), ("plain", 8, numbers),
                                   ("long-length", 2**32 - 1, compress(numbers)),
                                           ("bomb", 8, compress(bytes(1 << 20)))):
            yield f"stage-{stage}-{name}", message(1, b"", indices(length) + data, 2, stage)
        yield f"stage-{stage}-no-length", message(1, b"", b"\0\0\0", 0, stage)
    skipped = b"\x50\x2a\x4d\x18" + indices(1) + b"\0"
    yield "stage-2-skipped", message(1, b"", indices(0) + skipped, 0, 2)
    yield "stage-2-skipped-before", message(1, b"", indices(8) + skipped + zstd(numbers), 2, 2)
    raw = zlib.compressobj(wbits=-15)
    yield "stage-1-raw", message(1, b"", indices(8) + raw.compress(numbers) + raw.flush(), 2, 1)
    gzip = zlib.compressobj(wbits=31)
    yield "stage-1-gzip", message(1, b"", indices(8) + gzip.compress(numbers) + gzip.flush(), 2, 1)

def main(folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: message(*fields) for name, fields in PAYLOADS.items()}
    made |= {f"parts-{name}": message(14, indices(count), payload, n) for name, count, payload, n in parts()}
    made |= dict(whole())
    for name, data in made.items():
        (folder / f"{name}.message").write_bytes(data)
    print(f"{len(made)} messages")

if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) == 2 else sys.exit(__doc__)
