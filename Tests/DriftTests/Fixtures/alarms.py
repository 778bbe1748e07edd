"""Streams of numbers and the alarms that river raises on them.

Made with Python 3.11, river 0.26.1 (its ADWIN is compiled, so another version may differ). In this folder:

    pip install river==0.26.1
    python3 alarms.py > alarms.json

Streams are made by SplitMix64, addition, multiplication and division alone, so that the tests make the same ones to the
last bit; `digest` tells whether they do. A stream is a list of segments, a segment a law:

    constant    level
    bernoulli   1 with probability level, else 0
    bell        level + deviation * (the sum of 12 uniform numbers - 6)

where level goes from `from` to `to` in a straight line. A probe tells a detector's state after the value at a place.
"""
import json
import math
import struct
import sys

from river import drift

MASK = (1 << 64) - 1
VERSION = "0.26.1"


class SplitMix64:
    def __init__(self, state):
        self.state = state

    def uniform(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return ((mixed ^ (mixed >> 31)) >> 11) * 2.0**-53


def segment(law, count, level, to=None, deviation=0.0):
    return {"law": law, "count": count, "from": level, "to": level if to is None else to, "deviation": deviation}


def values(stream):
    generator = SplitMix64(stream["seed"])
    for part in stream["segments"]:
        for index in range(part["count"]):
            level = part["from"] + (part["to"] - part["from"]) * (index / part["count"])
            if part["law"] == "bernoulli":
                yield 1.0 if generator.uniform() < level else 0.0
            elif part["law"] == "bell":
                total = 0.0
                for _ in range(12):
                    total += generator.uniform()
                yield level + part["deviation"] * (total - 6.0)
            else:
                yield level


def digest(numbers):
    """FNV-1a of 64 bits, a word at a time."""
    hashed = 0xCBF29CE484222325
    for number in numbers:
        hashed = ((hashed ^ struct.unpack("<Q", struct.pack("<d", number))[0]) * 0x100000001B3) & MASK
    return f"{hashed:016x}"


def streams():
    def bits(*parts):
        return [segment("bernoulli", *part) for part in parts]

    def bell(*parts):
        return [segment("bell", count, level, to, deviation) for count, level, to, deviation in parts]

    made = {}
    for rate in (0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.8):
        made[f"stationary errors {rate}"] = bits((4000, rate))
    for level, deviation in ((0, 1), (0.5, 0.1), (-3, 2), (100, 15), (2, 0.01)):
        made[f"stationary losses {level} {deviation}"] = bell((4000, level, level, deviation))
    for before in (0.02, 0.1, 0.3, 0.5):
        for step in (0.03, 0.08, 0.2, 0.4):
            made[f"errors {before} rise by {step}"] = bits((1500, before), (1500, before + step))
    for before, after in ((0.3, 0.1), (0.5, 0.2), (0.9, 0.6), (0.2, 0.02)):
        made[f"errors fall from {before} to {after}"] = bits((1500, before), (1500, after))
    for step in (-3, -1, -0.5, -0.25, 0.1, 0.25, 0.5, 1, 2, 5, 50):
        made[f"losses step by {step}"] = bell((1500, 0, 0, 1), (1500, step, step, 1))
    for step in (-0.2, -0.05, 0.02, 0.05, 0.1, 0.3):
        made[f"confidences step by {step}"] = bell((1200, 0.6, 0.6, 0.08), (1200, 0.6 + step, 0.6 + step, 0.08))
    for length in (200, 1000, 3000):
        made[f"errors rise over {length}"] = bits((1000, 0.1), (length, 0.1, 0.45), (1000, 0.45))
        made[f"losses rise over {length}"] = bell((1000, 0, 0, 1), (length, 0, 2, 1), (1000, 2, 2, 1))
        made[f"losses fall over {length}"] = bell((1000, 4, 4, 1), (length, 4, 1, 0.5), (1000, 1, 1, 0.5))
    for period in (100, 300, 700, 1500):
        made[f"errors recur every {period}"] = bits(*[(period, (0.1, 0.5)[turn % 2]) for turn in range(6000 // period)])
        made[f"losses recur every {period}"] = bell(
            *[(period, turn % 2, turn % 2, 0.5) for turn in range(6000 // period)])
    for deviation in (0.1, 0.5, 2, 4, 10):
        made[f"deviation from 1 to {deviation}"] = bell((1500, 0, 0, 1), (1500, 0, 0, deviation))
    for level in (0, 1, -1, 0.1, 0.3, 1e6, 1e-300, 1e100):
        made[f"constant {level}"] = [segment("constant", 1500, level)]
    for before, after in ((0, 1), (1, 0), (0, 0.01), (0.1, 0.2), (5, -5), (0, 1000), (0.7, 0.6999)):
        made[f"constant {before}, then {after}"] = [segment("constant", 700, before), segment("constant", 700, after)]
    made["constant ramp"] = [segment("constant", 3000, 0, 3)]
    made["saw"] = [segment("constant", 250, 0, 1)] * 10
    for scale in (1e-300, 1e-160, 1e-12, 1e6, 1e12, 1e100, 1e140):
        made[f"losses of {scale}"] = bell((1000, scale, scale, scale / 10), (1000, 2 * scale, 2 * scale, scale / 10))
    made["tiny, then huge"] = bell((1000, 0, 0, 1e-200), (1000, 0, 0, 1e100))
    made["huge, then tiny"] = bell((1000, 0, 0, 1e100), (1000, 0, 0, 1e-200))
    made["small errors on a large offset"] = bell((1500, 1e9, 1e9, 1), (1500, 1e9 + 3, 1e9 + 3, 1))
    made["long stationary errors"] = bits((30000, 0.15))
    made["long errors, late rise"] = bits((20000, 0.15), (3000, 0.3))
    made["long losses, late rise"] = bell((20000, 1, 1, 0.3), (3000, 1.2, 1.2, 0.3))
    return [
        {"name": name, "seed": str(1000 + 7919 * number), "segments": segments}
        for number, (name, segments) in enumerate(made.items())
    ]


PAGE_HINKLEY = [
    {"min_instances": 30, "delta": 0.005, "threshold": 50.0, "alpha": 0.9999, "mode": "both"},
    {"min_instances": 30, "delta": 0.005, "threshold": 5.0, "alpha": 1.0, "mode": "up"},
    {"min_instances": 100, "delta": 0.05, "threshold": 12.0, "alpha": 0.999, "mode": "down"},
    {"min_instances": 1, "delta": 0.5, "threshold": 8.0, "alpha": 0.9, "mode": "both"},
    {"min_instances": 300, "delta": 0.0, "threshold": 20.0, "alpha": 0.99, "mode": "both"},
]
ADWIN = [
    {"delta": 0.002, "clock": 32, "max_buckets": 5, "min_window_length": 5, "grace_period": 10},
    {"delta": 0.05, "clock": 1, "max_buckets": 5, "min_window_length": 5, "grace_period": 10},
    {"delta": 0.3, "clock": 7, "max_buckets": 2, "min_window_length": 1, "grace_period": 0},
    {"delta": 1e-6, "clock": 16, "max_buckets": 12, "min_window_length": 20, "grace_period": 208},
    {"delta": 0.9, "clock": 3, "max_buckets": 3, "min_window_length": 2, "grace_period": 51},
]
DDM = [
    {"warm_start": 30, "warning_threshold": 2.0, "drift_threshold": 3.0},
    {"warm_start": 0, "warning_threshold": 1.0, "drift_threshold": 2.0},
    {"warm_start": 200, "warning_threshold": 2.5, "drift_threshold": 2.5},
]


def state(kind, detector):
    if kind == "adwin":
        return [detector.width, detector.estimation, detector.variance]
    if kind == "page_hinkley":
        return [
            detector._x_mean.get(), detector._sum_increase - detector._min_increase,
            detector._max_decrease - detector._sum_decrease
        ]
    return [detector._p.get()]


def watch(kind, make, parameters, numbers):
    """Places of alarms and of warnings' beginnings, and probes: after each 1,000th value, the first alarm, the last."""
    detector = make(**parameters)
    alarms, warnings, probes, warned = [], [], [], False
    for index, number in enumerate(numbers):
        detector.update(number)
        if detector.drift_detected:
            alarms.append(index)
        warning = getattr(detector, "warning_detected", False)
        if warning and not warned:
            warnings.append(index)
        warned = warning
        if index % 1000 == 999 or index == len(numbers) - 1 or alarms == [index]:
            found = state(kind, detector)
            # JSON has no infinity and no NaN: such a state is left out.
            if all(map(math.isfinite, found)):
                probes.append({"at": index, "state": found})
    return {"alarms": alarms, "warnings": warnings, "probes": probes[-4:]}


def main():
    from importlib.metadata import version

    if version("river") != VERSION:
        sys.exit(f"river {version('river')} is installed; use {VERSION}")
    kinds = {
        "page_hinkley": (drift.PageHinkley, PAGE_HINKLEY),
        "adwin": (drift.ADWIN, ADWIN),
        "ddm": (drift.binary.DDM, DDM),
    }
    made = streams()
    cases = []
    for number, stream in enumerate(made):
        numbers = list(values({**stream, "seed": int(stream["seed"])}))
        stream["digest"] = digest(numbers)
        for kind, (make, sets) in kinds.items():
            if kind == "ddm" and any(not 0 <= number <= 1 for number in numbers):
                continue
            for choice, parameters in enumerate(sets):
                found = watch(kind, make, parameters, numbers)
                cases.append({"detector": kind, "stream": number, "parameters": choice, **found})
    parameters = {kind: sets for kind, (_, sets) in kinds.items()}
    document = {"river": VERSION, "parameters": parameters, "streams": made, "cases": []}
    lines = ",\n".join("  " + json.dumps(case, separators=(",", ":")) for case in cases)
    print(json.dumps(document, indent=1).removesuffix("[]\n}") + "[\n" + lines + "\n ]\n}")


if __name__ == "__main__":
    main()
