"""Records what SciPy and NumPy say about groups of durations: mean, quantiles, intervals; see recording.py."""

import numpy as np
from scipy import stats

from recording import number, record

SHARES = [0.0, 0.1, 0.25, 0.5, 0.9, 0.95, 1.0]
LEVELS = [0.8, 0.9, 0.95, 0.99]
LEVEL = 0.95
ZERO_SECONDS = 30.0


def ranks(n, level):
    """The largest k with 1 - 2 P(Bin(n, 1/2) <= k - 1) >= level, by trying every k; None below six values."""
    if n < 6:
        return None
    coverage = 1 - 2 * stats.binom.cdf(np.arange(n // 2 + 1), n, 0.5)
    enough = np.flatnonzero(coverage >= level)
    return (int(enough[-1]) + 1, float(coverage[enough[-1]])) if enough.size else None


def median_interval(seconds):
    found = ranks(len(seconds), LEVEL)
    if found is None:
        return None
    k, coverage = found
    low, high = np.sort(seconds)[[k - 1, len(seconds) - k]]
    # SciPy inverts its quantile test on its own; both have to name the same two values.
    theirs = stats.quantile_test(seconds, p=0.5).confidence_interval(confidence_level=LEVEL)
    assert (low, high) == tuple(theirs), (seconds, low, high, theirs)
    return [number(low), number(high), number(coverage), k]


def geometric(seconds):
    if not seconds:
        return None
    values = np.where(np.array(seconds) == 0, ZERO_SECONDS, np.array(seconds, dtype=float))
    zeros = seconds.count(0)
    if len(set(values)) == 1:
        low = high = values[0] if len(values) > 1 else None
    else:
        logs = np.log(values)
        interval = stats.t.interval(LEVEL, len(logs) - 1, loc=logs.mean(), scale=stats.sem(logs))
        low, high = np.exp(interval)
    ends = [None, None] if low is None else [number(low), number(high)]
    return [number(stats.gmean(values)), *ends, zeros]


def log_deviation(seconds):
    if len(seconds) < 2:
        return None
    values = np.where(np.array(seconds) == 0, ZERO_SECONDS, seconds)
    # Rounding of the mean would leave a trace of 1e-15.
    return 0 if len(set(values)) == 1 else number(np.std(np.log(values), ddof=1))


def dataset(name, seconds):
    seconds = [int(value) for value in seconds]
    quantiles = [number(value) for value in np.quantile(seconds, SHARES, method="linear")] if seconds else None
    return {
        "name": name,
        "seconds": seconds,
        "mean": number(np.mean(seconds)) if seconds else None,
        "quantiles": quantiles,
        "median_interval": median_interval(seconds),
        "geometric": geometric(seconds),
        "log_deviation": log_deviation(seconds),
    }


def datasets(rng):
    def lognormal(n):
        return np.exp(rng.normal(8.5, 1.25, n))

    yield "nothing", []
    for n in (*range(1, 31), 40, 45, 50, 60):
        yield f"log-normal {n}", lognormal(n)
        yield f"whole minutes with ties {n}", 60 * rng.integers(1, 6, n)
        yield f"many zeros {n}", 60 * rng.integers(0, 3, n)
        yield f"all {n} equal", np.full(n, 60 * rng.integers(1, 200))
        yield f"one giant among {n}", np.append(rng.integers(60, 3600, n - 1), 10**9)
        yield f"one second to years {n}", np.exp(rng.uniform(0, 18, n))
    yield "one zero", [0]
    yield "two far apart", [1, 10**9]
    yield "all zeros", [0] * 9
    yield "zeros and half minutes", [0, 30] * 4
    yield "a hundred", lognormal(100)
    yield "three hundred", lognormal(300)


def coverages():
    for n in [*range(1, 41), 50, 100, 101, 1000, 1075, 5000, 20_001]:
        for level in LEVELS:
            found = ranks(n, level)
            yield [n, level, None, None] if found is None else [n, level, found[0], number(found[1])]


def student():
    for freedom in [*range(1, 31), 2.5, 47, 99, 365, 1000, 4999, 100_000]:
        for upper in (0.45, 0.2, 0.05, 0.025, 0.005, 1e-4, 1e-8):
            yield [freedom, upper, number(stats.t.isf(upper, freedom))]


def detectable():
    """The effect at which a two-sided test has 80 % power, by the closed form, per side, spread and level."""
    sides = [(1, 2), (2, 2), (3, 3), (5, 9), (6, 6), (12, 12), (15, 16), (16, 16), (20, 20), (7, 400), (500, 500)]
    for first, second in sides:
        freedom = first + second - 2
        law = stats.t(freedom) if freedom < 30 else stats.norm
        for deviation in (0.0, 0.3, 1.25, 3.0):
            for significance in (0.05, 0.05 / 3, 0.001):
                width = law.isf([significance / 2, 0.2]).sum() * deviation * np.sqrt(1 / first + 1 / second)
                yield [deviation, first, second, significance, number(-np.expm1(-width))]


if __name__ == "__main__":
    rng = np.random.default_rng(20_260_142)
    record(
        __file__,
        {
            "shares": [SHARES],
            "datasets": [dataset(name, seconds) for name, seconds in datasets(rng)],
            "ranks": list(coverages()),
            "student": list(student()),
            "detectable": list(detectable()),
        },
    )
