"""Records what SciPy and lifelines say of two groups: permutation tests of log means and log-rank; see recording.py."""

import numpy as np
from lifelines.statistics import logrank_test
from scipy import stats

from recording import number, record

ZERO_SECONDS = 30.0
# So that sums in another order are the same: SciPy forgives a part of the statistic, which is nothing next to 0.
DIGITS = 10


def permutation(data, statistic):
    """All splits; SciPy's two-sided p is twice the smaller tail."""
    if min(map(len, data)) == 1:
        return alone(data, statistic)
    return stats.permutation_test(
        data, statistic, vectorized=True, n_resamples=np.inf, alternative="two-sided", batch=20_000
    ).pvalue


def alone(data, statistic):
    """SciPy refuses a group of one: of so few splits, each value in its turn."""
    pooled, small = np.concatenate(data), 0 if len(data[0]) == 1 else 1
    splits = [(pooled[[place]], np.delete(pooled, place)) for place in range(len(pooled))]
    null = np.array([statistic(*(split if small == 0 else split[::-1])) for split in splits])
    observed = statistic(*data)
    # A split at which no end says anything has nothing to tell apart.
    null = np.nan_to_num(null)
    return min(1, 2 * min((null <= observed).mean(), (null >= observed).mean()))


def log_means(first, second):
    if not first or not second:
        return None

    def statistic(a, b, axis=-1):
        return np.round(b.mean(axis=axis) - a.mean(axis=axis), DIGITS)

    logs = [np.log(np.where(np.array(side) == 0, ZERO_SECONDS, side)) for side in (first, second)]
    difference = np.mean(logs[1]) - np.mean(logs[0])
    return [number(0 if abs(difference) < 1e-12 else difference), number(permutation(logs, statistic))]


def log_rank(first, second, ended):
    """The signed statistic, positive where the second lasts longer, and its p; None where the variance is 0."""
    if not first or not second:
        return None
    seconds, ended = np.array(first + second), np.array(ended)
    times = np.unique(seconds[ended])
    at_risk = (seconds[:, None] >= times).astype(np.int64)
    ends = ((seconds[:, None] == times) & ended[:, None]).astype(np.int64)
    n, d = at_risk.sum(axis=0), ends.sum(axis=0)

    def statistic(a, b, axis=-1):
        # Sums over the first group, one time after the other, so that memory is that of one.
        a = np.moveaxis(np.asarray(a), axis, -1).astype(np.int64)
        score, variance = np.zeros(a.shape[:-1]), np.zeros(a.shape[:-1])
        for j in range(len(times)):
            n1, d1 = at_risk[a, j].sum(axis=-1), ends[a, j].sum(axis=-1)
            score += d1 - d[j] * n1 / n[j]
            if n[j] > 1:
                variance += n1 * (n[j] - n1) * d[j] * (n[j] - d[j]) / (n[j] ** 2 * (n[j] - 1))
        value = np.divide(score, np.sqrt(variance), out=np.zeros_like(score), where=variance > 0)
        return np.where(variance > 0, np.round(value, DIGITS), np.nan if value.ndim == 0 else 0.0)

    places = np.arange(len(seconds))
    groups = places[: len(first)], places[len(first) :]
    observed = float(statistic(*groups))
    if np.isnan(observed):
        return None
    split = [(seconds[group], ended[group]) for group in groups]
    square = logrank_test(split[0][0], split[1][0], split[0][1], split[1][1]).test_statistic
    assert abs(square - observed**2) < 1e-8, (first, second, square, observed)
    signed = np.copysign(np.sqrt(square), observed)
    return [number(0 if square < 1e-20 else signed), number(permutation(groups, statistic))]


def pair(name, first, second, ended):
    first, second = [int(it) for it in first], [int(it) for it in second]
    marks = "".join("x" if it else "o" for it in ended)
    ended = [bool(it) for it in ended]
    return {
        "name": name,
        "first": first,
        "second": second,
        "ended": marks,
        "log_means": log_means(first, second),
        "log_rank": log_rank(first, second, ended),
    }


def pairs(rng):
    yield "nothing", [], [], []
    yield "nothing against one", [], [60], [True]
    sizes = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 9), (3, 3), (2, 6), (3, 5), (4, 4), (6, 3), (5, 5), (4, 7), (6, 6), (7, 5), (2, 40)]
    for a, b in [*sizes, *sizes]:
        some = rng.uniform(0, 1, a + b) < 0.75
        all_ended, n = np.full(a + b, True), f"{a} and {b}"
        yield f"log-normal {n}", np.exp(rng.normal(8.5, 1.25, a)), np.exp(rng.normal(8, 1.25, b)), some
        yield f"apart {n}", np.exp(rng.normal(6, 1, a)), np.exp(rng.normal(9, 1, b)), all_ended
        yield f"ties {n}", 60 * rng.integers(1, 6, a), 60 * rng.integers(1, 6, b), some
        yield f"zeros {n}", 60 * rng.integers(0, 3, a), 60 * rng.integers(0, 4, b), all_ended
        giant = np.append(rng.integers(60, 3600, a - 1), 10**9)
        yield f"one giant {n}", giant, rng.integers(60, 3600, b), some
        yield f"half open {n}", rng.integers(1, 900, a), rng.integers(1, 900, b), rng.uniform(0, 1, a + b) < 0.5
    for a, b in [(1, 3), (4, 4)]:
        yield f"all open {a} and {b}", rng.integers(1, 90, a), rng.integers(1, 90, b), np.full(a + b, False)
        yield f"all equal {a} and {b}", np.full(a, 600), np.full(b, 600), np.full(a + b, True)
    yield "10 and 10", np.exp(rng.normal(8.5, 1, 10)), np.exp(rng.normal(7.5, 1, 10)), rng.uniform(0, 1, 20) < 0.8


def drawn(rng):
    """More splits than the program tries, few enough for SciPy: its p is what drawing has to come near."""
    for (a, b), shift in zip([(5, 27), (6, 20), (27, 5)], (8.5, 7.5, 8)):
        some = rng.uniform(0, 1, a + b) < 0.8
        yield f"drawn {a} and {b}", np.exp(rng.normal(8.5, 1, a)), np.exp(rng.normal(shift, 1, b)), some


if __name__ == "__main__":
    rng = np.random.default_rng(20_260_414)
    record(
        __file__,
        {"exact": [pair(*it) for it in pairs(rng)], "drawn": [pair(*it) for it in drawn(rng)]},
    )
