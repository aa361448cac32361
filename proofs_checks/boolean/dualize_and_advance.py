"""Monotone functions from labels alone: a question a minterm, n a maxterm, and no minterm or maxterm may be left out."""

from __future__ import annotations

import numpy as np

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn import Membership, find, run, teachers
from qlearn.concepts.masks import masks_of
from qlearn.concepts.monotone import MonotoneDNF, MonotoneFunctions
from qlearn.concepts.transversals import minimal_transversals

NAME = "boolean.dualize_and_advance"


@lemma(
    NAME,
    "The minterms are the least sets that meet what each maxterm lacks; so when those are all accepted nothing is left.",
    method="exhaustion: every monotone function",
    scope="n <= 4",
    sharper="one maxterm may be missing",
)
def dual(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        every = MonotoneFunctions().space(n=n).concepts
        return all(
            sorted(minimal_transversals(masks_of(~f.maxterms)[1 if sharper else 0 :])) == sorted(masks_of(f.terms))  # type: ignore[attr-defined]
            for f in every
        )

    return everywhere(claim, range(1, 5))


@lemma(
    NAME,
    "A function is monotone still when the label of one of its minterms or maxterms is changed: so each of"
    " these m + t points must be asked.",
    method="exhaustion: every monotone function and point",
    scope="n <= 4",
    sharper="so it is for any other point",
)
def forced(sharper: bool) -> bool:
    theorem = find(NAME).theorem
    assert theorem.lower is not None
    least = [theorem.lower.bound, *(bound for bound in theorem.bounds if bound.sense == "at least")]

    def claim(n: int) -> bool:
        every = MonotoneFunctions().space(n=n).concepts
        points = every[0].domain.points()
        tables = {f(points).tobytes() for f in every}
        places = {point.tobytes(): i for i, point in enumerate(points)}
        for f in every:
            own = {places[x.astype(np.uint8).tobytes()] for x in (*f.terms, *f.maxterms)}  # type: ignore[attr-defined]
            if [bound.at(**f.sizes) for bound in least] != [len(own)] * 2:
                return False
            for i in range(len(points)) if sharper else own:
                if (f(points) ^ (np.arange(len(points)) == i)).tobytes() not in tables:
                    return False
        return True

    return everywhere(claim, range(1, 5))


@lemma(
    NAME,
    "A question each for m accepted candidates, 1 + n for the first maxterm, found from 0, and at most 1 + (n - 1) for each of"
    " the t - 1 others make m + n t + 1; if t = 0 the target is true, and one question is asked.",
    method="identity: in n, m and t",
    scope=ALL,
    sharper="the others cost one less",
)
def counted(sharper: bool) -> bool:
    bound = bound_of(NAME).formula()
    n, m, t = (next(s for s in bound.free_symbols if s.name == name) for name in ("n", "m", "t"))
    other = 1 + (n - 1) - (1 if sharper else 0)
    return zero(bound - (m + (1 + n) + (t - 1) * other))


@lemma(
    NAME,
    "For the OR of the last m variables, m < n, which has one maxterm, the learner asks m + n + 1 points: the bound is met.",
    method="exhaustion: the real learner",
    scope="m < n <= 9",
    sharper="one point more",
)
def met(sharper: bool) -> bool:
    def claim(n: int, m: int) -> bool:
        target = MonotoneDNF.of(np.eye(n, dtype=np.bool_)[n - m :])
        asked = run(find(NAME)(n=n), teachers.Honest(target)).ledger[Membership]
        return asked == bound_of(NAME).at(n=n, m=m, t=1) + (1 if sharper else 0)

    return all(claim(n, m) for n in range(1, 10) for m in range(n))


@lemma(
    NAME,
    "In the exact game over all targets the bounds hold, and the upper one is met.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="all dialogues stay below",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
