"""The centre of gravity of the weights that fit: what is cut off, what must be left, and the count that follows."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import factorial

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.posed import Goal
from qlearn import find, run, teachers
from qlearn.concepts.grid_half_spaces import GridHalfSpaces
from qlearn.geometry.cone_in_cube import ConeInCube, cut, whole_cube
from qlearn.learners.linear.centre_of_gravity import asked
from qlearn.learners.linear.cutting_planes import cut_of, least_share

NAME = "linear.centre_of_gravity"


def volume(body: ConeInCube) -> Fraction:
    return Fraction(sum(body.volumes), factorial(body.n) * body.scale**body.n)


def moment(body: ConeInCube) -> list[Fraction]:
    """The volume times the centre of gravity, simplex by simplex."""
    unit = factorial(body.n) * body.scale**body.n * (body.n + 1)
    total = [Fraction(0)] * body.n
    for s, v in zip(body.simplices, body.volumes, strict=True):
        for p in (body.vertices[i] for i in s):
            total = [t + Fraction(v * x, unit * max(map(abs, p))) for t, x in zip(total, p, strict=True)]
    return total


def cuts() -> Iterator[tuple[ConeInCube, tuple[int, ...]]]:
    """Bodies and their cuts from real dialogues."""
    for d, N in ((1, 3), (2, 1), (2, 2), (3, 1)):
        for target in GridHalfSpaces().space(d, N).concepts[::3]:
            body = whole_cube(d + 1)
            for turn in run(find(NAME)(d=d, N=N), teachers.Honest(target, "shallowest")).turns[:-1]:
                a = cut_of(turn.answer, d, N)
                yield body, a
                body = cut(body, a)


@lemma(
    NAME,
    "A cut and its opposite share the body out: their volumes add up to the body's, and so do the volumes times the centres.",
    method="exhaustion: in fractions, every cut of real dialogues",
    scope="d = 1 and N = 3, d = 2 and N = 1, 2, d = 3 and N = 1",
    sharper="the two volumes are equal",
)
def shared_out(sharper: bool) -> bool:
    for body, a in cuts():
        parts = [cut(body, a), cut(body, tuple(-x for x in a))]
        whole = [volume(body), *moment(body)]
        sums = [sum(pair, Fraction(0)) for pair in zip(*([volume(part), *moment(part)] for part in parts), strict=True)]
        if sums != whole or (sharper and volume(parts[0]) != volume(parts[1])):
            return False
    return True


@lemma(
    NAME,
    "A counterexample leaves at most 1 - (n/(n + 1))**n of the volume, exactly measured.",
    method="exhaustion: in fractions, every cut of real dialogues",
    scope="d = 1 and N = 3, d = 2 and N = 1, 2, d = 3 and N = 1",
    sharper="at most 49/100",
)
def left(sharper: bool) -> bool:
    def share(n: int) -> Fraction:
        return Fraction(49, 100) if sharper else 1 - Fraction(least_share(n))

    return all(volume(cut(body, a)) <= share(body.n) * volume(body) for body, a in cuts())


part = coq(
    NAME,
    "What lies between 0 and the cross-polytope of radius 1 about z, divided by 1 + a to fit into the cube [-1, 1]^n, a the"
    " largest |z_i|, has 1 part in 2 n! (1 + a)**d of its volume (pyramids and cross-polytopes are premises).",
    theorem="linear.centre_of_gravity.part_of_cube",
    axioms=REALS,
)
count = coq(
    NAME,
    "If each counterexample leaves at most 1 - (n/(n + 1))**n of the volume (a premise: Gruenbaum's theorem), and such a part"
    " of the cube is always left, a <= U, there are at most ln(2 n! (1 + U)**d)/-ln(1 - (n/(n + 1))**n) counterexamples.",
    theorem="linear.centre_of_gravity.counterexamples_from_a_cube",
    refuted="linear.shrinking.shrink_count_is_met",
    sharper="fewer, whatever the volumes are that obey the premise",
    axioms=REALS,
)


def _goals(more: int) -> list[Goal]:
    """Python's bound, the yes left out, is the integer part of Coq's."""
    by = (
        "unfold most, log_share, largest, gruenbaum.share; cbn [Factorial.fact Nat.mul Nat.add]; rewrite !INR_IZR_INZ;"
        " cbn [Z.of_nat Pos.of_succ_nat Pos.succ]; split; interval with (i_prec 90)"
    )
    counts = {(d, N): int(asked(d, N)) - 1 + more for d in range(1, 5) for N in (1, 3, 10)}
    return [(f"(INR {k} <= most {d} {N} < INR {k} + 1)%R", by) for (d, N), k in counts.items()]


formula = tied_goals(NAME, "linear.centre_of_gravity", lambda: _goals(0), lambda: _goals(1), scope="d in 1..4, N in 1, 3, 10")
