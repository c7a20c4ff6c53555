"""Records what SciPy and statsmodels say about counts: proportions, Poisson means, rates, many tests; see recording.py."""

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from recording import number, record

LEVELS = [0.8, 0.9, 0.95, 0.99]


def proportions(rng):
    rows = [(k, n) for n in (1, 2, 5, 19, 20) for k in {0, 1, n // 2, n - 1, n}]
    rows += [(int(rng.integers(0, n + 1)), int(n)) for n in rng.integers(1, 500, 40)]
    rows += [(0, 10**6), (1, 10**6), (10**6 - 1, 10**6), (123_456, 10**6)]
    for k, n in sorted(set(rows)):
        for level in LEVELS:
            test = stats.binomtest(k, n)
            wilson = test.proportion_ci(confidence_level=level, method="wilson")
            # statsmodels subtracts, which leaves 1e-17 where the end is 0.
            theirs = proportion_confint(k, n, alpha=1 - level, method="wilson")
            assert np.allclose(wilson, theirs, rtol=1e-9, atol=1e-15), (k, n, level, wilson, theirs)
            # SciPy looks for a root to 1e-12, which is not enough for a share of 1e-6.
            tail = (1 - level) / 2
            low = stats.beta.ppf(tail, k, n - k + 1) if k > 0 else 0.0
            exact = low, stats.beta.isf(tail, k + 1, n - k) if k < n else 1.0
            theirs = test.proportion_ci(confidence_level=level, method="exact")
            assert np.allclose(exact, theirs, rtol=1e-9, atol=1e-12), (k, n, level, exact, theirs)
            yield [k, n, level, *map(number, wilson), *map(number, exact)]


def poisson(rng):
    for count in sorted({0, 1, 2, 3, 5, 10, 30, 100, 10_000, 10**6, *map(int, rng.integers(0, 400, 30))}):
        for level in LEVELS:
            tail = (1 - level) / 2
            low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
            high = stats.chi2.isf(tail, 2 * count + 2) / 2
            assert np.isclose(high, stats.gamma.isf(tail, count + 1), rtol=1e-12)
            yield [count, level, number(low), number(high)]


def ratios(rng):
    pairs = [(0, 1), (1, 0), (1, 1), (0, 7), (7, 0), (2, 900), (900, 2), (3, 3)]
    pairs += [(int(a), int(b)) for a, b in rng.integers(0, 60, (60, 2)) if a + b > 0]
    for first, second in pairs:
        exposures = [90.0, 90.0] if second % 2 else [float(x) for x in np.round(rng.uniform(1, 400, 2), 3)]
        scale = exposures[0] / exposures[1]
        interval = stats.binomtest(second, first + second).proportion_ci(confidence_level=0.95, method="exact")
        # From the side where nothing is lost: of the first where the second is nearly all.
        other = stats.binomtest(first, first + second).proportion_ci(confidence_level=0.95, method="exact")
        low = interval.low / other.high * scale
        high = interval.high / other.low * scale if first else None
        ratio = second / first * scale if first else None
        yield [first, exposures[0], second, exposures[1], number(ratio), number(low), number(high)]


def holm(rng):
    yield [[], []]
    for n in [*range(1, 13), 30]:
        for p in (rng.uniform(0, 1, n), rng.uniform(0, 1, n) ** 4, np.round(rng.uniform(0, 0.2, n), 2)):
            p = [number(it) for it in p]
            yield [p, [number(it) for it in multipletests(p, method="holm")[1]]]


if __name__ == "__main__":
    rng = np.random.default_rng(20_260_412)
    record(
        __file__,
        {
            "proportions": list(proportions(rng)),
            "poisson": list(poisson(rng)),
            "ratios": list(ratios(rng)),
            "holm": list(holm(rng)),
        },
    )
