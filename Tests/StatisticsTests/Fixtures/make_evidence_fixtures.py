"""Writes the expected values of the tests of the evidence for comparing launches, from NumPy and SciPy.

Run in this folder, with NumPy 2 and SciPy 1.17; it prints the versions it used:

    python3 make_evidence_fixtures.py
"""

import sys

import numpy as np
import scipy
from scipy import stats

from make_fixtures import write

EDGE = np.log1p(0.005)


def student_t():
    cases = []
    for df in (0.5, 1, 2, 2.5, 3, 4, 7.3, 10, 19, 31.9, 32, 100, 1000, 12345.6, 1e6):
        for t in (0, 0.001, 0.1, 0.5, 1, 1.4, 2, 3, 5, 10, 30, 100, 1e4, 1e20):
            survival = float(stats.t.sf(t, df))
            if survival > 1e-280:
                cases.append({"degreesOfFreedom": df, "t": t, "survival": survival,
                              "density": float(stats.t.pdf(t, df))})
    return cases


def student_t_quantiles():
    return [
        {"degreesOfFreedom": df, "probability": p, "quantile": float(stats.t.ppf(p, df))}
        for df in (1, 2, 3.5, 7, 19, 120, 5000.5)
        for p in (1e-12, 1e-6, 0.0005, 0.005, 0.025, 0.2, 0.4999, 0.6, 0.975, 0.9995)
    ]


def samples(rng):
    """Pairs of samples: tiny, large, shifted, heavy-tailed, with ties inside and between them, constant."""
    pairs = []
    for m, n in [(1, 1), (1, 2), (2, 2), (1, 5), (3, 3), (3, 4), (4, 4), (5, 5), (2, 9), (8, 8), (8, 9), (9, 9),
                 (7, 150), (20, 20), (12, 40), (60, 50), (300, 200)]:
        for shift in (0, 0.02, -0.06):
            pairs.append((0.02 * rng.standard_normal(m), 0.02 * rng.standard_normal(n) + shift))
        pairs.append((0.02 * rng.standard_t(2, m), 0.02 * rng.standard_t(2, n) + 0.01))
        # Steps of a hundredth: many ties.
        pairs.append((np.round(0.02 * rng.standard_normal(m), 2), np.round(0.02 * rng.standard_normal(n) + 0.01, 2)))
        pairs.append((np.full(m, 0.25), np.full(n, 0.28)))
        pairs.append((np.full(m, 0.25), np.full(n, 0.25)))
    return [(np.round(a, 6), np.round(b, 6)) for a, b in pairs]


def p_value(first, second, method, alternative="two-sided"):
    return float(stats.mannwhitneyu(first, second, method=method, alternative=alternative).pvalue)


def mann_whitney(pairs):
    cases = []
    for first, second in pairs:
        ties = len(np.unique(np.concatenate([first, second]))) < len(first) + len(second)
        with np.errstate(all="ignore"):
            cases.append({
                "first": first.tolist(), "second": second.tolist(),
                "u": float(stats.mannwhitneyu(first, second).statistic),
                "exact": p_value(first, second, "exact"),
                "asymptotic": p_value(first, second, "asymptotic"),
                "automatic": p_value(first, second, "auto"),
                "ties": bool(ties),
            })
    return cases


def null_method(baseline, variant):
    return "exact" if len(baseline) * len(variant) <= 2500 else "asymptotic"


def shift_interval(baseline, variant, alpha):
    """All shifts that SciPy's own test does not reject, by bisection over the gaps between the differences."""
    method = null_method(baseline, variant)
    ends = np.unique(np.subtract.outer(variant, baseline))
    # Differences of like decimals differ in their last bits.
    ends = ends[np.concatenate([[True], np.diff(ends) > 1e-9])]
    shifts = np.concatenate([[ends[0] - 1], (ends[1:] + ends[:-1]) / 2, [ends[-1] + 1]])

    def p(gap, alternative):
        return min(1.0, 2 * p_value(variant - shifts[gap], baseline, method, alternative))

    def last_rejected(gaps, alternative):
        if p(gaps[0], alternative) > alpha:
            return None
        low, high = 0, len(gaps)
        while high - low > 1:
            middle = (low + high) // 2
            if p(gaps[middle], alternative) <= alpha:
                low = middle
            else:
                high = middle
        return gaps[low]

    forward = list(range(len(shifts)))
    left, right = last_rejected(forward, "greater"), last_rejected(forward[::-1], "less")
    if left is None or right is None:
        return ends[0], ends[-1], p(0, "greater")
    # The end with its ties: the probability beyond is that of the gap outside.
    return ends[left], ends[right - 1], p(left, "greater")


def unpaired_launches(pairs):
    cases = []
    for baseline, variant in pairs:
        method = null_method(baseline, variant)
        with np.errstate(all="ignore"):
            intervals = []
            for alpha in (0.05, 0.01, 1e-5):
                low, high, achieved = shift_interval(baseline, variant, alpha)
                intervals.append({"alpha": alpha, "low": float(low), "high": float(high), "achieved": achieved})
            cases.append({
                "baseline": baseline.tolist(), "variant": variant.tolist(),
                "estimate": float(np.median(np.subtract.outer(variant, baseline))),
                "outside": min(1.0, 2 * p_value(variant - EDGE, baseline, method, "greater"),
                               2 * p_value(variant + EDGE, baseline, method, "less")),
                "intervals": intervals,
            })
    return cases


def paired_launches(rng):
    cases = []
    for count in (3, 4, 5, 8, 12, 20, 200):
        for centre in (0, 0.004, 0.01, -0.05):
            for values in (0.004 * rng.standard_normal(count), 0.004 * rng.standard_t(2, count)):
                x = np.round(centre + values, 6)
                outside = min(1.0, 2 * stats.ttest_1samp(x, EDGE, alternative="greater").pvalue,
                              2 * stats.ttest_1samp(x, -EDGE, alternative="less").pvalue)
                test = stats.ttest_1samp(x, 0)
                intervals = []
                for alpha in (0.05, 0.01, 1e-6):
                    interval = test.confidence_interval(1 - alpha)
                    intervals.append({"alpha": alpha, "low": float(interval.low), "high": float(interval.high)})
                cases.append({"logRatios": x.tolist(), "estimate": float(x.mean()), "pValue": float(test.pvalue),
                              "outside": float(outside), "intervals": intervals})
    return cases


def welch(pairs):
    """Welch's t test has degrees of freedom that are no whole number."""
    cases = []
    for first, second in pairs:
        if min(len(first), len(second)) > 2 and np.ptp(first) > 0 and np.ptp(second) > 0:
            test = stats.ttest_ind(first, second, equal_var=False)
            interval = test.confidence_interval(0.99)
            cases.append({
                "degreesOfFreedom": float(test.df), "statistic": float(test.statistic), "pValue": float(test.pvalue),
                "halfWidth": float((interval.high - interval.low) / 2),
                "standardError": float(np.hypot(stats.sem(first), stats.sem(second))),
            })
    return cases


def holm(rng):
    """By the definition: p-value i in ascending order times (family − i + 1), and never below the one before."""
    cases = []
    for count, extra in [(0, 0), (1, 0), (1, 4), (5, 0), (5, 3), (40, 0), (300, 100)]:
        p_values = np.round(rng.random(count) ** 4 * 0.2, 9)
        p_values[: count // 4] = p_values[count // 2 : count // 2 + count // 4]  # ties
        order = np.argsort(p_values, kind="stable")
        factors = count + extra - np.arange(count)
        adjusted = np.empty(count)
        adjusted[order] = np.minimum(1, np.maximum.accumulate(factors * p_values[order])) if count else []
        cases.append({"pValues": p_values.tolist(), "familySize": count + extra, "adjusted": adjusted.tolist()})
    return cases


if __name__ == "__main__":
    print("Python", sys.version.split()[0], "NumPy", np.__version__, "SciPy", scipy.__version__)
    generator = np.random.default_rng(20260101)
    compared = samples(generator)
    write("student-t", student_t())
    write("student-t-quantiles", student_t_quantiles())
    write("mann-whitney", mann_whitney(compared))
    write("unpaired-launches", unpaired_launches(compared))
    write("paired-launches", paired_launches(generator))
    write("welch", welch(compared))
    write("holm", holm(generator))
