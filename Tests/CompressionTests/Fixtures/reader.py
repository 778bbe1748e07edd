"""Reads what messages of compressed gradients consist of: bytes, numbers, bits, codes."""
import numpy as np

F4 = np.dtype("<f4")

class Refused(Exception):
    """A message that is not as the text says: at which byte, and why."""

class Reader:
    """Reads bytes and bits in order. Errors count from byte `base`; in what was compressed they stay there."""
    def __init__(self, data, base=0, counts=True, at=0):
        self.data, self.base, self.counts, self.at, self.bit_at = data, base, counts, at, 0

    def need(self, condition, why, back=0):
        if not condition:
            raise Refused(f"byte {self.base + (self.at - back if self.counts else 0)}: {why}")

    def take(self, count):
        self.need(count <= len(self.data) - self.at, f"{count} bytes wanted, {len(self.data) - self.at} left")
        self.at += count
        return self.data[self.at - count:self.at]

    def array(self, kind, count):
        return np.frombuffer(self.take(count * np.dtype(kind).itemsize), kind)

    def int(self, count):
        return int.from_bytes(self.take(count), "little")

    def bits(self, count):
        bits = np.unpackbits(self.array("u1", (count + 7) // 8), bitorder="little")
        self.need(not bits[count:].any(), "a filling bit is set", 1)
        return bits[:count]

    def bit(self):
        """One bit of codes without gaps; align() goes on to the next whole byte."""
        self.take(1 if self.bit_at % 8 == 0 else 0)
        self.bit_at = self.bit_at % 8 + 1
        return self.data[self.at - 1] >> self.bit_at - 1 & 1

    def align(self):
        self.need(self.bit_at == 0 or not self.data[self.at - 1] >> self.bit_at, "a filling bit is set", 1)
        self.bit_at = 0

    def omega(self, most):
        number = 1
        while self.bit():
            self.need(number < 64, "an Elias code is too large")
            number = sum(self.bit() << i for i in reversed(range(number))) + (1 << number)
        self.need(number <= most, f"{number} in an Elias code, at most {most} fits")
        return number

    def finite(self, columns, count):
        numbers = self.array(f"({columns},)<f4", count)
        self.need(np.isfinite(numbers).all(), "a number is not finite", numbers.nbytes)
        return numbers

    def magnitudes(self, count):
        numbers = self.finite(1, count)
        self.need(not np.signbit(numbers).any(), "a magnitude has a sign", numbers.nbytes)
        return numbers

    def signed(self, count, magnitudes):
        return np.where(self.bits(count) == 1, -magnitudes, magnitudes)

    def values(self, kind, k):
        if kind == 3:
            return self.signed(k, self.magnitudes(1)[0])
        if kind == 2:
            return (self.array("<u2", k).astype("<u4") << 16).view(F4)
        return self.array(("<f4", "<f2")[kind], k).astype(F4)

    def positions(self, n, k, where, p):
        if where == 0:
            kept = self.array("<u4", k).astype(np.int64)
            self.need((kept < n).all() and (np.diff(kept) > 0).all(), "indices not ascending or not below n", 4 * k)
        elif where == 1:
            kept = np.flatnonzero(self.bits(n))
            self.need(len(kept) == k, f"{len(kept)} positions, {k} were said", (n + 7) // 8)
        else:
            kept, at = [], -1
            for _ in range(k):
                at += 1
                while self.bit():
                    at += 1 << p
                at += sum(self.bit() << i for i in range(p))
                self.need(at < n, "a gap goes beyond the elements")
                kept.append(at)
            self.align()
        return np.array(kept, np.int64)
