"""Writes the expected values of the tests of Statistics, from NumPy, SciPy and exact integers.

Run in this folder, with NumPy 2 and SciPy 1.17:

    python3 make_fixtures.py
"""

import json
from fractions import Fraction
from math import comb

import numpy as np
from scipy import stats

WORD = 2**64 - 1


def write(name, value):
    with open(f"{name}.json", "w") as file:
        # A case a line, so that a change shows which ones it touched.
        cases = value if isinstance(value, list) else [value]
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        file.write(f"[\n{lines}\n]\n" if isinstance(value, list) else lines + "\n")


def splitmix(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & WORD
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
        yield z ^ (z >> 31)


def xoshiro(state):
    s = list(state)
    while True:
        product = (s[1] * 5) & WORD
        yield (((product << 7) | (product >> 57)) * 9) & WORD
        t = (s[1] << 17) & WORD
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = ((s[3] << 45) | (s[3] >> 19)) & WORD


def seeded(seed):
    mixer = splitmix(seed)
    return xoshiro([next(mixer) for _ in range(4)])


def stream(seed, label):
    digest = 0xCBF29CE484222325
    for byte in label.encode():
        digest = ((digest ^ byte) * 0x100000001B3) & WORD
    return seeded(next(splitmix(seed)) ^ digest)


def below(words, bound):
    """Lemire's method, by the definition: reject where the low half is under 2^64 mod bound."""
    while True:
        high, low = divmod(next(words) * bound, 2**64)
        if low >= 2**64 % bound:
            return high


def shuffled(words, count):
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        other = below(words, last + 1)
        order[last], order[other] = order[other], order[last]
    return order


def random_numbers():
    words = seeded(42)
    # Large bounds reject often: a third of the words at 3·2^61.
    bounds = [1, 2, 3, 10, 1000, 3 * 2**61, 2**62 + 1] * 5
    streams = [(1, ""), (1, "order"), (1, "inputs"), (2, "order"), (WORD, "Maße/ψ")]
    return {
        "seeded": [
            {"seed": str(seed), "words": [str(next(w)) for _ in range(8)]}
            for seed in (0, 1, 42, WORD)
            for w in [seeded(seed)]
        ],
        "streams": [
            {"seed": str(seed), "label": label, "words": [str(next(w)) for _ in range(4)]}
            for seed, label in streams
            for w in [stream(seed, label)]
        ],
        "bounds": bounds,
        "integers": [below(words, bound) for bound in bounds],
        "shuffled": shuffled(seeded(7), 20),
    }


def quantiles(rng):
    cases = []
    for count in (1, 2, 3, 4, 7, 10, 99, 100):
        values = np.round(rng.standard_normal(count) * 100, 3)
        fractions = [0, 0.01, 0.25, 0.5, 0.95, 0.99, 1] + [float(f) for f in rng.random(3)]
        cases.append({
            "values": values.tolist(),
            "median": float(np.median(values)),
            "fractions": fractions,
            "quantiles": [float(np.quantile(values, f)) for f in fractions],
        })
    return cases


def median_ranks():
    """The narrowest symmetric ranks by exact rational arithmetic; none is written as rank 0."""
    cases = []
    for confidence in (0.5, 0.9, 0.95, 0.99, 0.999):
        for count in list(range(1, 41)) + [52, 99, 100, 101, 500]:
            missed = Fraction(0)
            low, alpha = 0, None
            for rank in range(1, count // 2 + 1):
                missed += Fraction(2 * comb(count, rank - 1), 2**count)
                if missed > 1 - Fraction(str(confidence)):
                    break
                low, alpha = rank, missed
            cases.append({
                "count": count, "confidence": confidence, "low": low,
                "alpha": float(alpha) if alpha else 0,
            })
    return cases


def binomial():
    cases = []
    for n, p in [(1, 0.5), (10, 0.5), (15, 0.3), (16, 0.9), (50, 0.02), (1000, 0.5), (1000, 1e-4),
                 (100_000, 0.5), (100_000, 0.001), (100_000, 0.37)]:
        mean, deviation = n * p, (n * p * (1 - p)) ** 0.5
        ks = {0, n} | {int(np.clip(round(mean + z * deviation), 0, n)) for z in (-30, -6, -2, 0, 1, 4, 25)}
        for k in sorted(ks):
            cases.append({
                "trials": n, "probability": p, "successes": k,
                "pmf": exact_pmf(k, n, p),
                "cdf": float(stats.binom.cdf(k, n, p)), "survival": float(stats.binom.sf(k, n, p)),
            })
    return cases


def exact_pmf(k, n, p):
    """From integers and the exact value of p, scaled to stay within a float's exponents."""
    numerator, denominator = float(p).as_integer_ratio()
    value = comb(n, k) * numerator**k * (denominator - numerator) ** (n - k)
    shift = n * (denominator.bit_length() - 1)  # the denominator is a power of two
    excess = max(0, value.bit_length() - 60)
    return float(np.ldexp(float(value >> excess), max(excess - shift, -2000)))


def clopper_pearson():
    cases = []
    for k, n in [(0, 1), (1, 1), (0, 300), (3, 300), (5, 10), (10, 10), (95, 100), (1, 100_000),
                 (50_123, 100_000)]:
        for confidence in (0.9, 0.95, 0.99):
            # By quantiles of the beta distribution; SciPy's proportion_ci stops at six digits here.
            alpha = 1 - confidence
            cases.append({
                "successes": k, "trials": n, "confidence": confidence,
                "low": float(stats.beta.ppf(alpha / 2, k, n - k + 1)) if k else 0,
                "high": float(stats.beta.isf(alpha / 2, k + 1, n - k)) if k < n else 1,
                "upperBound": float(stats.beta.isf(alpha, k + 1, n - k)) if k < n else 1,
            })
    return cases


def spread(rng):
    cases = []
    for values in [rng.random(50) + 1, np.cumsum(rng.standard_normal(200)) + 50, rng.standard_t(2, 30)]:
        values = np.round(values, 4)
        centred = values - values.mean()
        cases.append({
            "values": values.tolist(),
            "coefficientOfVariation": float(np.abs(stats.variation(values, ddof=1))),
            "lag1Autocorrelation": float(centred[1:] @ centred[:-1] / (centred @ centred)),
            "minimumToMedian": float(values.min() / np.median(values)),
            "maximumToMedian": float(values.max() / np.median(values)),
        })
    return cases


def holm_rejects(p_values, family_size, alpha):
    """By adjusted p-values."""
    adjusted, largest = [0.0] * len(p_values), 0.0
    for step, index in enumerate(np.argsort(p_values, kind="stable")):
        largest = max(largest, (family_size - step) * p_values[index])
        adjusted[index] = largest
    return [p <= alpha for p in adjusted]


def judgements(rng):
    """Questions with effects from none to large; p-values by SciPy's exact binomial test."""
    cases = []
    edge = np.log1p(0.005)
    for members, rounds in [(1, 5), (1, 52), (3, 20), (5, 52), (8, 120), (12, 9), (20, 100)]:
        for extra in (0, 4):
            centres = rng.choice([0, 0.004, -0.01, 0.012, 0.03, -0.05], members)
            samples = [np.round(c + 0.01 * rng.standard_t(3, rounds), 6) for c in centres]
            p_values, sides = [], []
            for x in samples:
                above = stats.binomtest(int((x > edge).sum()), rounds, alternative="greater").pvalue
                below_ = stats.binomtest(int((x < -edge).sum()), rounds, alternative="greater").pvalue
                p_values.append(min(1.0, 2 * min(above, below_)))
                sides.append("worse" if above < below_ else "better")
            rejects = holm_rejects(p_values, members + extra, 0.01)
            cases.append({
                "logRatios": [x.tolist() for x in samples],
                "familySize": members + extra,
                "pValues": p_values,
                "ratios": [float(np.exp(np.median(x))) for x in samples],
                "beyond": [side if reject else None for side, reject in zip(sides, rejects)],
            })
    return cases


if __name__ == "__main__":
    generator = np.random.default_rng(20240501)
    write("random", random_numbers())
    write("quantiles", quantiles(generator))
    write("median-ranks", median_ranks())
    write("binomial", binomial())
    write("clopper-pearson", clopper_pearson())
    write("spread", spread(generator))
    write("judgements", judgements(generator))
