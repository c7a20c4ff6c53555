"""Records what lifelines says of durations of which some are still open; see recording.py."""

import warnings

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times

from recording import number, record

# An upper end that is never reached, and the logarithm of nothing.
warnings.simplefilter("ignore")


def estimate(seconds, ended):
    if not seconds:
        return [], None, [None, None]
    fitter = KaplanMeierFitter().fit(seconds, ended)
    table, bounds = fitter.event_table, fitter.confidence_interval_
    steps = []
    for at, row in table.iterrows():
        if row["observed"] > 0:
            survival = fitter.survival_function_.loc[at].iloc[0]
            counts = [int(row["at_risk"]), int(row["observed"])]
            steps.append([int(at), *counts, number(survival), *map(number, bounds.loc[at])])
    # A sum of logarithms may leave a half at 0.5000000000000001.
    median = number(median_survival_times(fitter.survival_function_.round(12)))
    ends = median_survival_times(bounds.round(12)).to_numpy().ravel()
    return steps, median, [number(end) for end in ends]


def dataset(name, seconds, ended):
    seconds, ended = [int(it) for it in seconds], [bool(it) for it in ended]
    steps, median, ends = estimate(seconds, ended)
    marks = "".join("x" if it else "o" for it in ended)
    return {"name": name, "seconds": seconds, "ended": marks, "steps": steps, "median": median, "median_interval": ends}


def datasets(rng):
    yield "nothing", [], []
    yield "one ended", [60], [True]
    yield "one open", [60], [False]
    yield "an end and an open one tied", [60, 60], [True, False]
    yield "zeros", [0, 0, 0, 60], [True, False, True, True]
    for n in [*range(1, 26), 30, 40, 60]:
        some = rng.uniform(0, 1, n) < 0.7
        lognormal = np.exp(rng.normal(8.5, 1.25, n))
        yield f"log-normal {n}", lognormal, some
        yield f"all {n} ended", lognormal[::-1], np.full(n, True)
        yield f"whole minutes with ties {n}", 60 * rng.integers(1, 6, n), rng.uniform(0, 1, n) < 0.8
        yield f"many zeros {n}", 60 * rng.integers(0, 3, n), rng.uniform(0, 1, n) < 0.6
        yield f"one giant among {n}", np.append(rng.integers(60, 3600, n - 1), 10**9), some
        yield f"mostly open {n}", np.exp(rng.uniform(3, 18, n)), rng.uniform(0, 1, n) < 0.2
        last = np.argsort(lognormal) < n // 2
        yield f"open from the middle on {n}", np.sort(lognormal), last
    for n in (2, 7, 20):
        yield f"all {n} open", rng.integers(60, 3600, n), np.full(n, False)
        yield f"all {n} equal", np.full(n, 600), rng.uniform(0, 1, n) < 0.5


if __name__ == "__main__":
    rng = np.random.default_rng(20_260_413)
    record(__file__, {"datasets": [dataset(*it) for it in datasets(rng)]})
