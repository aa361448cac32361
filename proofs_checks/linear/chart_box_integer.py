"""Integer weights, each ratio searched by its law: what a search costs, what the law is, and that the costs add up."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from proofs_checks.coq import REALS, coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.linear.chart_box_runs import labels_of
from proofs_checks.methods import bound_of, everywhere
from qlearn import find
from qlearn.geometry.integer_ratios import IntegerRatios, fraction_table
from qlearn.learners.linear.gilbert_moore import gilbert_moore
from qlearn.learners.linear.knockout import Knockout, knockout
from qlearn.points import Labels, Points
from qlearn.queries import Dialogue, Membership

NAME = "linear.chart_box_integer"
SMALL = [(1, 1), (1, 4), (2, 1), (2, 6), (3, 1), (3, 3), (4, 1), (4, 2), (5, 1)]
Weights = tuple[int, ...]


def vectors(d: int, W: int) -> list[Weights]:
    return [v for v in itertools.product(range(-W, W + 1), repeat=d) if any(v)]


@lemma(
    NAME,
    "The search by floats finds each of some outcomes, one of w of T ways with k questions, w 2**k < 4 T.",
    method="exhaustion: the real search",
    scope="up to five outcomes of 1 to 6 ways, up to three of 1 to 4096, powers of 8",
    sharper="w 2**k < 3 T",
)
def searched(sharper: bool) -> bool:
    def claim(*ways: int) -> bool:
        def at_least(k: int) -> Dialogue[bool]:
            above = yield from Membership(np.array([[float(k)]]))
            return bool(above[0])

        def asked(i: int) -> int:
            count, found = labels_of(gilbert_moore(np.array(ways, float), at_least), lambda points: points[:, 0] <= i)
            return count if found == i else 10**9

        return all(w * 2 ** asked(i) < (3 if sharper else 4) * sum(ways) for i, w in enumerate(ways))

    spread = [8**k for k in range(5)]
    return all(everywhere(claim, *[range(1, 7)] * n) for n in range(1, 6)) and everywhere(claim, *[spread] * 3)


@lemma(
    NAME,
    "Equal quotients are equal fractions: the table lists all a/b with b <= W in their order, and the place of each a/m.",
    method="exhaustion: exact fractions",
    scope="W <= 40",
    sharper="the place of each a/m and of a/(m - 1) is one",
)
def tabled(sharper: bool) -> bool:
    def claim(W: int) -> bool:
        fractions, row = fraction_table(W)
        listed = [Fraction(a, b) for a, b in fractions.tolist()]
        lowest = all((f.numerator, f.denominator) == (a, b) for f, (a, b) in zip(listed, fractions.tolist(), strict=True))
        pairs = [(m, a) for m in range(1, W + 1) for a in range(m + 1)]
        placed = all(listed[row[m * (m + 1) // 2 + a]] == Fraction(a, max(1, m - 1) if sharper else m) for m, a in pairs)
        return lowest and placed and listed == sorted(set(listed)) and set(listed) == {Fraction(a, m) for m, a in pairs}

    return everywhere(claim, range(1, 41))


@lemma(
    NAME,
    "Of the vectors that agree with the signs, the matches and the ratios settled so far, the shares that have each ratio are"
    " the law's chances, to 1e-12, and no other ratio has a chance.",
    method="exhaustion: the real law beside all vectors",
    scope="nine sizes, up to d = 5 and up to W = 6",
    sharper="of the vectors that agree with the signs and the ratios alone",
)
def weighed(sharper: bool) -> bool:
    return all(_law_is_true(w, cup, W, counted) for W, cup, group, counted in _knockouts(sharper) for w in group)


def _knockouts(sharper: bool) -> Iterator[tuple[int, Knockout, list[Weights], list[Weights]]]:
    """Each course that a knockout may take, with the targets that lead to it, and the vectors that are counted."""
    for d, W in SMALL:
        courses: dict[object, tuple[Knockout, list[Weights]]] = {}
        signed: dict[object, list[Weights]] = defaultdict(list)
        for w in vectors(d, W):
            _, cup = labels_of(knockout(d), _labels(w))
            key = (cup.signs.tobytes(), cup.winner.tobytes())
            courses.setdefault(key, (cup, []))[1].append(w)
            signed[cup.signs.tobytes()].append(w)
        for cup, group in courses.values():
            p = cup.champion
            loose = [w for w in signed[cup.signs.tobytes()] if abs(w[p]) == max(map(abs, w))]
            yield W, cup, group, loose if sharper else group


def _labels(w: Weights) -> Callable[[Points], Labels]:
    return lambda points: np.asarray(points @ np.array(w, float) >= 0)


def _law_is_true(w: Weights, cup: Knockout, W: int, counted: list[Weights]) -> bool:
    """At every step towards one target."""
    ratios, left = IntegerRatios(cup.winner, cup.order, cup.signs == -1, W), counted
    for j in cup.order:
        having: dict[Fraction, list[Weights]] = defaultdict(list)
        for v in left:
            having[Fraction(abs(v[j]), abs(v[cup.champion]))].append(v)
        fractions, chances = ratios.law(j)
        listed = [Fraction(a, b) for a, b in fractions.tolist()]
        if listed != sorted(having) or not np.allclose(
            chances, [len(having[f]) / len(left) for f in listed], rtol=0, atol=1e-12
        ):
            return False
        here = Fraction(abs(w[j]), abs(w[cup.champion]))
        ratios.settle(j, fractions[listed.index(here)])
        left = having[here]
    return True


@lemma(
    NAME,
    "The learner finds every direction of integer weights within its bound.",
    method="exhaustion: the real learner",
    scope="nine sizes, up to d = 5 and up to W = 6",
    sharper="one query fewer",
)
def ran(sharper: bool) -> bool:
    learner, bound = find(NAME), bound_of(NAME)

    def claim(d: int, W: int) -> bool:
        most = bound.at(d=d, W=W) - (1 if sharper else 0)
        for w in vectors(d, W):
            count, found = labels_of(learner.start(d=d, W=W), _labels(w))
            if count > most or [int(x) for x in found.w] != [x // math.gcd(*w) for x in w]:
                return False
        return True

    return all(claim(*sizes) for sizes in SMALL)


depth = coq(
    NAME,
    "Whatever the answers, the search finds an outcome of w of T ways with k questions, w 2**k < 4 T: fewer than lg(T/w) + 2.",
    theorem="linear.gilbert_moore.depth",
    refuted="linear.gilbert_moore.less_is_too_little",
    sharper="w 2**k < 31/8 T",
)
right = coq(
    NAME,
    "Right answers find the outcome that they are about.",
    theorem="linear.gilbert_moore.found",
)
telescopes = coq(
    NAME,
    "Whatever the answers, after n ratios, of T vectors at least one is left, and w of them after k questions only if"
    " w 2**k <= 4**n T.",
    theorem="linear.chart_box_integer.telescopes",
    refuted="linear.chart_box_integer.one_is_too_little",
    sharper="2**n T",
)
labels = coq(
    NAME,
    "So n ratios of at most N vectors take at most 2 n + clg(N) questions.",
    theorem="linear.chart_box_integer.labels",
    refuted="linear.chart_box_integer.one_is_too_little",
    sharper="n + clg(N)",
)
knocked = coq(
    NAME,
    "The signs and the knockout take 2 d - 1 labels, whatever the answers.",
    theorem="linear.chart_box_stop.knocked_count",
    axioms=REALS,
)
candidates = coq(
    NAME,
    "There are N = 2**(d - 1) + ... + (W + 1)**(d - 1) ways for the champion to have a size from 1 to W and the others one up"
    " to the champion's.",
    theorem="linear.chart_box_integer.candidates_length",
)
run_bound = coq(
    NAME,
    "In every run, whatever the answers, at most 2 d - 1 + 2 (d - 1) + clg(N) labels.",
    theorem="linear.chart_box_integer.run_bound",
    refuted="linear.chart_box_integer.attained",
    sharper="one label fewer, d = 1 and W = 1 among all sizes",
)
left = coq(
    NAME,
    "With right answers the target is left in the end, and all that is left has its ratios' places among the fractions.",
    theorem="linear.chart_box_integer.left",
)
exact = coq(
    NAME,
    "Vectors with sizes up to W whose ratios have the same places have the same ratios.",
    theorem="linear.chart_box_integer.exact",
    refuted="linear.chart_box_integer.larger_weights_are_confused",
    sharper="sizes up to 3 W",
)
formula = tied(NAME, "linear.chart_box_integer.bound", d=range(1, 6), W=range(1, 9))
