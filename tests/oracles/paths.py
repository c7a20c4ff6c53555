"""Records what networkx says of critical paths through services and their steps; see recording.py."""

import networkx as nx
import numpy as np

from recording import record


def services(rng):
    """What each service needs, and its steps: seconds, the steps before it (None: the one above), early."""
    out = []
    for place in range(rng.integers(1, 13)):
        needs = [int(it) for it in range(place) if rng.uniform() < 0.3]
        steps = []
        # Some have no recovery and only pass on what they wait for.
        for index in range(rng.integers(0, 6)):
            after = [int(it) for it in range(index) if rng.uniform() < 0.4] if rng.uniform() < 0.7 else None
            steps.append([int(rng.integers(1, 100_000)), after, bool(rng.uniform() < 0.25)])
        out.append([needs, steps])
    # Numbers say nothing of the order: services are named in any.
    names = [int(it) for it in rng.permutation(len(out))]
    return [[names[place], [names[it] for it in needs], steps] for place, (needs, steps) in enumerate(out)]


def graph(rows):
    """Every edge carries the seconds of the step it leads to."""
    whole = nx.DiGraph()
    for name, needs, steps in rows:
        base, back = ("base", name), ("back", name)
        whole.add_edge("begin", base, seconds=0)
        whole.add_edge(base, back, seconds=0)
        whole.add_edges_from([(("back", it), base, {"seconds": 0}) for it in needs])
        for index, (seconds, after, early) in enumerate(steps):
            step = (name, index)
            above = [index - 1] if index > 0 else []
            before = ["begin" if early else base, *((name, it) for it in (above if after is None else after))]
            whole.add_edges_from([(it, step, {"seconds": seconds}) for it in before])
            whole.add_edge(step, back, seconds=0)
    return whole


def critical(whole, name):
    """The longest way to the end of a service: seconds, and its steps."""
    back = ("back", name)
    part = whole.subgraph(nx.ancestors(whole, back) | {back})
    path = nx.dag_longest_path(part, weight="seconds")
    steps = [list(it) for it in path if isinstance(it[0], int)]
    return [nx.dag_longest_path_length(part, weight="seconds"), steps]


def rows(rng):
    for _ in range(200):
        some = services(rng)
        whole = graph(some)
        yield [[*row, *critical(whole, row[0])] for row in some]


if __name__ == "__main__":
    record(__file__, {"graphs": list(rows(np.random.default_rng(20_261_129)))})
