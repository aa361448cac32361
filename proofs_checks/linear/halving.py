"""Half-spaces of a small grid by majority vote: all their labellings, how many there are, and the vote's count."""

from __future__ import annotations

import itertools

from proofs_checks.coq import coq, tied, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained
from proofs_checks.posed import Goal
from qlearn import find
from qlearn.concepts.grid_half_spaces import every_half_space
from qlearn.concepts.threshold_labellings import labellings, most_labellings

NAME = "linear.halving"
GRIDS = ((1, 1), (1, 2), (1, 6), (2, 1), (2, 2), (2, 3), (3, 1))


def _grid(d: int, N: int) -> list[tuple[int, ...]]:
    return list(itertools.product(range(N + 1), repeat=d))


def _by_weights(d: int, N: int, most: int) -> set[tuple[bool, ...]]:
    """The labellings by all integers w, b with |w_i| <= most and |b| <= most d N + 1."""
    offsets = range(-most * d * N - 1, most * d * N + 2)
    return {
        tuple(sum(a * t for a, t in zip(w, x, strict=True)) + b >= 0 for x in _grid(d, N))
        for w in itertools.product(range(-most, most + 1), repeat=d)
        for b in offsets
    }


in_every_run = coq(
    NAME,
    "In every run there are at most floor(lg C) counterexamples: floor(lg C) + 1 queries with the final yes.",
    theorem="finite.halving.run_bound",
    refuted="finite.halving.halving_attains_its_bound",
    sharper="at most floor(lg C) queries, for every class of C labellings",
)
found = coq(
    NAME,
    "After floor(lg C) counterexamples the proposal is the target at every point.",
    theorem="finite.halving.ends_in_the_target",
    refuted="finite.halving.halving_attains_its_bound",
    sharper="after one counterexample fewer, for every class of C labellings",
)


@lemma(
    NAME,
    "The labellings that are listed are those that integer weights give.",
    method="exhaustion: all integers of a size that suffices",
    scope="seven grids of 2 to 16 points; weights up to 3",
    sharper="weights up to 1 give them too",
)
def all_listed(sharper: bool) -> bool:
    return all(set(labellings(_grid(d, N))) == _by_weights(d, N, 1 if sharper else 3) for d, N in GRIDS)


@lemma(
    NAME,
    "They are at most 2 (C(m-1, 0) + ... + C(m-1, d)) on m points (Cover).",
    method="exhaustion",
    scope="seven grids of 2 to 16 points",
    sharper="at most two fewer",
)
def covered(sharper: bool) -> bool:
    return all(len(every_half_space(d, N)) <= most_labellings((N + 1) ** d, d) - (2 if sharper else 0) for d, N in GRIDS)


@lemma(
    NAME,
    "All labels of the d + 1 points 0, e_1, ..., e_d are given by some half-space.",
    method="exhaustion",
    scope="seven grids of 2 to 16 points",
    sharper="and of these and one point more",
)
def free(sharper: bool) -> bool:
    def all_labels(d: int, N: int) -> bool:
        grid = _grid(d, N)
        points = [x for x in grid if sum(x) <= 1] + [x for x in grid if sum(x) > 1][: 1 if sharper else 0]
        places = [grid.index(x) for x in points]
        return len({tuple(labels[i] for i in places) for labels in labellings(grid)}) == 1 << len(points)

    return all(all_labels(d, N) for d, N in GRIDS)


@lemma(
    NAME,
    "In the exact game the learner meets its bound on the cubes of one and two dimensions and stays within it elsewhere.",
    method="exhaustion: the real learner in the exact game",
    scope="three grids of 2 to 4 points",
    sharper="one query fewer on every grid",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


formula = tied(NAME, "finite.halving.bound", C=range(1, 300))


def _lower(more: int) -> list[Goal]:
    """Python's lower bound is one more than the number of free points."""
    lower = find(NAME).theorem.lower
    assert lower is not None
    return [(f"(lower {d + 1} = {lower.bound.at(d=d) + more})%nat", "reflexivity") for d in range(1, 40)]


lower_formula = tied_goals(NAME, "finite.halving", lambda: _lower(0), lambda: _lower(1), scope="d in 1..39", lower=True)
