"""The inference dimension: how many points imply the label of one, how many samples that costs, and what is implied."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from proofs_checks.coq import COMPUTED, REALS, coq, tied_goals
from proofs_checks.lemmas import Lemma, lemma
from proofs_checks.methods import attained
from proofs_checks.posed import Goal
from qlearn import run, teachers
from qlearn.concepts.pool_half_spaces import BENT, Pool, PoolHalfSpace, PoolHalfSpaces
from qlearn.geometry.alternatives import Signs, alternative
from qlearn.geometry.weight_cone import NO, OPEN, YES, WeightCone
from qlearn.learners.linear import inference_dimension as learner
from qlearn.learners.linear.asking import Asking
from qlearn.queries import Dialogue

NAME = "linear.inference_dimension"
GRID = tuple(itertools.product(range(3), repeat=2))

five = coq(
    NAME,
    "Of any five points of the plane the labels and the weak order of the others imply the label of one, ties and w = 0"
    " included.",
    theorem="linear.inference_plane.five_in_the_plane",
    refuted="linear.inference_plane.four_are_not_enough",
    sharper="of any four",
    axioms=REALS,
)
alike = coq(
    NAME,
    "Of four points of the plane that have one label, the others imply that of one.",
    theorem="linear.inference_plane.four_alike",
    axioms=REALS,
)
grid = coq(
    NAME,
    "Of 2 t + 1 points of the grid {0..N}^d the others imply the label of one, if (t N + 1)**d < 2**t.",
    theorem="linear.inference_grid.on_a_grid",
    axioms=REALS,
)
averaged = coq(
    NAME,
    "The sum of min(1, x/2**t) over t = 0, 1, ... is at most clg(x) + 2.",
    theorem="linear.inference_rounds.on_average",
    refuted="linear.inference_rounds.sum_is_met",
    sharper="any number below 2 in place of 2, for all x",
    axioms=REALS,
)
cut_off = coq(
    NAME,
    "If each sample takes s points away and more than 4 k are open before it, there are at most ceil((n - 4 k)/s).",
    theorem="linear.inference_rounds.in_any_case",
    refuted="linear.inference_rounds.that_many_may_be_taken",
    sharper="one sample fewer, for s = 1",
)
placed = coq(
    NAME,
    "A place among m things in order is found with at most clg(m + 1) comparisons.",
    theorem="linear.inference_rounds.place_found",
    refuted="linear.slope_selection.some_target_needs",
    sharper="clg(m + 1) - 1",
)
summed = coq(
    NAME,
    "Inserting s things one after another takes at most the sum of clg(i) over 2 <= i <= s comparisons.",
    theorem="linear.inference_rounds.insertions_in_all",
)


def _formula(name: str, count: Callable[..., Any]) -> Lemma:
    """The formula in Python against the one in Coq, for pools of n points and dimensions k."""

    def goals(more: int = 0) -> list[Goal]:
        grid = list(itertools.product((1, 2, 9, 12, 13, 20, 21, 30, 63, 400, 999), (2, 3, 5, 9)))
        calls = "; ".join(f"inference_rounds.{name} {n} {k}" for n, k in grid)
        says = "; ".join(str(int(count(n, k)) + more) for n, k in grid)
        return [(f"([{calls}] = [{says}])%nat", COMPUTED)]

    found = tied_goals(NAME, "linear.inference_rounds", goals, lambda: goals(more=1), scope="n to 999, k in 2, 3, 5, 9")
    found.check.__name__ = f"{name} formula"
    return replace(found, says=f"The bound on {name} in Python and in Coq is the same number.")


label_formula = _formula("labels", learner.labels)
comparison_formula = _formula("comparisons", learner.comparisons)


@lemma(
    NAME,
    "The others' labels and weak order imply the label of one of the points, by the cone that the learner keeps.",
    method="exhaustion: every subset up to the square's symmetries, every label and order, ties included",
    scope="five points of {0..2}^2",
    sharper="four points",
)
def inferred(sharper: bool) -> bool:
    subsets = itertools.combinations(GRID, 4 if sharper else 5)
    return all(_one_is_implied(concept) for pool in subsets if pool == _smallest(pool) for concept in _all(pool))


@lemma(
    NAME,
    "On average over all samples of s points, at most (n - s)(k - 1)/(s + 1) of n points stay open.",
    method="exhaustion: every target, every sample, the learner's own questions",
    scope="k = 3: six points of a line; k = 5: five points of the plane, one left out",
    sharper="k - 2 in place of k - 1",
)
def half_is_implied(sharper: bool) -> bool:
    line: Pool = tuple((x,) for x in (0, 1, 3, 4, 7, 9))
    cases = [(line, s, 3) for s in range(1, 6)] + [(BENT, 4, 5)]
    return all(
        _mean_open(concept, s) <= Fraction((len(pool) - s) * (k - 1 - sharper), s + 1)
        for pool, s, k in cases
        for concept in _all(pool)
    )


@lemma(
    NAME,
    "A sign is implied by the rays of the cone exactly if no weights give the answers and the other sign.",
    method="exhaustion: up to three rows with entries -1, 0, 1, against the exact alternative",
    scope="weights in two dimensions",
    sharper="the closed cone alone decides, whatever was told to be below 0",
)
def implied_is_implied(sharper: bool) -> bool:
    rows = [np.array(row) for row in itertools.product((-1, 0, 1), repeat=2)]
    weights = [np.array(v) for v in ((0, 0), (1, 0), (1, 2), (-2, 1), (-1, -1), (0, -1))]
    told = [rows_told for m in range(4) for rows_told in itertools.combinations(rows, m)]
    return all(_decides(v, rows_told, rows, sharper) for v in weights for rows_told in told)


@lemma(
    NAME,
    "In the exact game on small pools no more labels are asked than there are points, and that many on a pool of one.",
    method="exhaustion: the real learner in the exact game",
    scope="pools of 1, 14 and 17 points of a line",
    sharper="all games stay below",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


def _all(pool: Pool) -> list[Any]:
    """Half-spaces for all that can be said of the pool."""
    space = PoolHalfSpaces().space(pool=pool)
    return list(space.every(space.all))


def _smallest(pool: Pool) -> Pool:
    """The first of the eight images of these points under the square's symmetries."""
    turned = [[(x, y), (2 - x, y), (x, 2 - y), (2 - x, 2 - y), (y, x), (2 - y, x), (y, 2 - x), (2 - y, 2 - x)] for x, y in pool]
    return min(tuple(sorted(image)) for image in zip(*turned, strict=True))


def _one_is_implied(concept: PoolHalfSpace) -> bool:
    """Whether the labels of all but one, and that f does not fall along them, leave that one no choice."""
    heights = concept.domain.points() @ np.array(concept.w)
    order = np.argsort(heights, kind="stable")
    lifted = np.column_stack([np.array(concept.pool), np.ones(len(order), int)])[order]
    labels = concept(concept.domain.points())[order]
    for i in range(len(order)):
        cone, others = WeightCone(lifted.shape[1]), [j for j in range(len(order)) if j != i]
        for j in others:
            cone.tell(lifted[j].tolist(), bool(labels[j]))
        for j, after in itertools.pairwise(others):
            cone.tell((lifted[after] - lifted[j]).tolist(), True)
        if cone.implied(lifted[i : i + 1])[0] != OPEN:
            return True
    return False


def _mean_open(concept: PoolHalfSpace, s: int) -> Fraction:
    """How many points stay open on average over all samples of s."""

    def asking(sample: tuple[int, ...]) -> Dialogue[int]:
        asked, chain = Asking(np.array(concept.pool)), list[int]()
        for i in sample:
            yield from asked.label(i)
            yield from learner.insert(asked, i, chain)
        return len(asked.settle(np.arange(len(concept.pool))))

    samples = list(itertools.combinations(range(len(concept.pool)), s))
    return Fraction(sum(run(asking(sample), teachers.Honest(concept)).hypothesis for sample in samples), len(samples))


def _decides(v: Any, told: tuple[Any, ...], rows: list[Any], closed: bool) -> bool:
    """Whether the cone, told the signs that v has on some rows, says of each row what the exact alternative says."""
    cone, signs = WeightCone(2), [(row, bool(v @ row >= 0)) for row in told]
    for row, reached in signs:
        cone.tell(row.tolist(), reached)
    says = list(_closed(cone, rows)) if closed else cone.implied(np.array(rows)).tolist()
    alone = says if closed else [cone.implies(row.tolist()) for row in rows]
    return says == alone == [_by_alternative(signs, row) for row in rows]


def _closed(cone: WeightCone, rows: list[Any]) -> Iterator[int]:
    for signs in cone.signs(np.array(rows)):
        yield YES if (signs >= 0).all() else NO if (signs <= 0).all() else OPEN


def _by_alternative(signs: list[tuple[Any, bool]], row: Any) -> int:
    may_be = [_possible([*signs, (row, reached)]) for reached in (True, False)]
    return OPEN if all(may_be) else YES if may_be[0] else NO


def _possible(signs: list[tuple[Any, bool]]) -> bool:
    rows, labels = np.array([row for row, _ in signs], object), np.array([reached for _, reached in signs])
    return bool(labels.all()) or alternative(Signs(rows, labels))[0] is not None
