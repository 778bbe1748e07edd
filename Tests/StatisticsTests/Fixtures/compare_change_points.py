"""Holds this project's change points against those of Apache Otava and airspeed velocity, on the same series.

Needs `pip install apache-otava asv`; what is not installed is left out, and said so. In the repository's root:

    BENCH_HISTORIES=histories.json swift test --filter HistoriesTests
    python3 Tests/StatisticsTests/Fixtures/compare_change_points.py histories.json

Prints Markdown. A step is found by a change within 5 values of it, all other changes are false; changes below 1 %
count for none of the tools, as by Otava's own option for that.
"""

import json
import statistics
import sys
import time
from importlib import metadata

NEAR, SMALLEST = 5, 0.01


def otava():
    from otava.analysis import compute_change_points

    def find(values):
        changes, _ = compute_change_points(list(values), window_len=50, max_pvalue=0.001, min_magnitude=SMALLEST)
        return [int(change.index) for change in changes]

    return find


def asv():
    from asv.step_detect import detect_steps

    def find(values):
        levels = detect_steps(list(values))
        return [
            after[0] for before, after in zip(levels, levels[1:])
            if max(after[2] / before[2], before[2] / after[2]) > 1 + SMALLEST
        ]

    return find


def score(found, steps):
    left, matched = list(found), 0
    for step in steps:
        nearest = min(left, key=lambda index: abs(index - step), default=None)
        if nearest is not None and abs(nearest - step) <= NEAR:
            left.remove(nearest)
            matched += 1
    return matched, len(left)


def table(tool, histories, find):
    """A tool's row: steps found, and false changes per 1,000 values, over all series and by what is in them."""
    kinds = {}
    started = time.perf_counter()
    for history in histories:
        matched, wrong = score(find(history), history["steps"])
        for kind in ("all", " + ".join(history["features"]) or "noise alone"):
            counts = kinds.setdefault(kind, [0, 0, 0, 0])
            for place, count in enumerate((matched, len(history["steps"]), wrong, len(history["values"]))):
                counts[place] += count
    return tool, kinds, time.perf_counter() - started


def show(title, rows):
    kinds = sorted({kind for _, counts, _ in rows for kind in counts}, key=lambda kind: (kind != "all", len(kind)))
    print(f"## {title}\n")
    with_steps = [kind for kind in kinds if any(counts[kind][1] for _, counts, _ in rows)]
    print("Steps found within 5 values:\n")
    print("| |", " | ".join(with_steps), "|\n|---|" + "---:|" * len(with_steps))
    for tool, counts, _ in rows:
        print(f"| {tool} |", " | ".join(f"{100 * counts[k][0] / counts[k][1]:.1f} %" for k in with_steps), "|")
    print("\nFalse changes per 1,000 values:\n")
    print("| |", " | ".join(kinds), "|\n|---|" + "---:|" * len(kinds))
    for tool, counts, _ in rows:
        print(f"| {tool} |", " | ".join(f"{1000 * counts[k][2] / counts[k][3]:.2f}" for k in kinds), "|")
    print()


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        sets = json.load(file)
    others = []
    for package, make in (("apache-otava", otava), ("asv", asv)):
        try:
            others.append((f"{package} {metadata.version(package)}", make()))
        except (ImportError, metadata.PackageNotFoundError):
            print(f"{package}: not installed, left out (pip install {package})", file=sys.stderr)
    for histories in sets:
        series = histories["series"]
        lengths = sorted(len(history["values"]) for history in series)
        steps = sum(len(history["steps"]) for history in series)
        rows = [table("bench", series, lambda history: history["found"])]
        rows += [table(name, series, lambda history: find(history["values"])) for name, find in others]
        show(f"{histories['noise']}: {len(series):,} series of {lengths[0]} to {lengths[-1]} values "
             f"(median {statistics.median(lengths):.0f}), {steps:,} steps", rows)
        for name, _, seconds in rows[1:]:
            print(f"{name}: {seconds:.0f} s", file=sys.stderr)
