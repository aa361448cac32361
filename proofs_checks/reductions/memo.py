"""Nothing asked twice: what a memory leaves out, and what it must not."""

from __future__ import annotations

import itertools

import numpy as np

from proofs_checks.coq import coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn import Bound, Dialogue, Membership, Theorem, proves, run, teachers
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.reductions.memo import memo
from qlearn.theorems import Guarantee

NAME = "boolean.bit_clearing+memo"
ANYTHING = Guarantee("nothing", lambda case: True)


@proves(Theorem(Conjunctions(), "", (Bound(Membership, "exactly", lambda n: n),), ANYTHING, ()))
def reciting(rows: tuple[int, ...]) -> Dialogue[object]:
    """Asks about points of the plane cube, in batches of two; returns what it heard."""
    heard = []
    for batch in zip(rows[::2], rows[1::2], strict=True):
        answers = yield from Membership(np.array([[i >> 1, i & 1] for i in batch], np.uint8))
        heard += answers.tolist()
    return tuple(heard)


@lemma(
    NAME,
    "Every row is asked once, at its first mention, and the learner hears what it would have heard.",
    method="exhaustion: every sequence of rows, every target, the real reduction",
    scope="four rows of the four points of the square",
    sharper="no row is asked at all",
)
def remembered(sharper: bool) -> bool:
    targets = [Conjunction(np.array(keep)) for keep in itertools.product((False, True), repeat=2)]

    def claim(rows: tuple[int, ...], number: int) -> bool:
        plain, kept = (run(x(rows=rows), teachers.Honest(targets[number])) for x in (reciting, memo(reciting)))
        asked = [tuple(p) for turn in kept.turns for p in turn.query.points.tolist()]  # type: ignore[attr-defined]
        first = list(dict.fromkeys((i >> 1, i & 1) for i in rows))
        return plain.hypothesis == kept.hypothesis and asked == ([] if sharper else first)

    return everywhere(claim, list(itertools.product(range(4), repeat=4)), range(4))


@lemma(
    NAME,
    "The bound is the inner one, as an upper bound.",
    method="identity",
    scope=ALL,
    sharper="it is smaller by one",
)
def carried(sharper: bool) -> bool:
    at_most = bound_of(NAME).sense == "at most"
    return at_most and zero(bound_of(NAME).formula() - bound_of("boolean.bit_clearing").formula() + (1 if sharper else 0))


@lemma(
    NAME,
    "Where no row is repeated, nothing is saved: the inner bound is met.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


legal = coq(
    NAME,
    "If a teacher keeps to any law of allowed answers, which does not look at what was asked before, then what the learner with"
    " memory hears and returns is what the learner itself hears and returns in some run, shortened.",
    theorem="reductions.memo.remembered_run",
    refuted="reductions.memo.two_answers_become_one",
    sharper="and each run of the learner comes out so",
)
kept = coq(
    NAME,
    "A bound on some kind of query, and a guarantee, that hold in every run of the learner hold in every run with memory.",
    theorem="reductions.memo.bound_kept",
    refuted="reductions.memo.nothing_saved",
    sharper="a bound smaller by one",
)
once = coq(
    NAME,
    "No row is asked twice.",
    theorem="reductions.memo.asked_once",
    refuted="reductions.memo.nothing_saved",
    sharper="no row is asked at all",
)
passing = coq(
    NAME,
    "Queries that pass through are asked as often as the learner asks them.",
    theorem="reductions.memo.as_often",
    refuted="reductions.memo.two_answers_become_one",
    sharper="rows too",
)
shortened = coq(
    NAME,
    "With a teacher who is a function the result is the learner's, and each row is asked where the learner first asks it.",
    theorem="reductions.memo.functional_run",
    refuted="reductions.memo.two_answers_become_one",
    sharper="with a teacher who answers afresh each time, too",
)
nothing_saved = coq(
    NAME,
    "If the learner repeats no row, the counts are the same: the bound can be met with memory.",
    theorem="reductions.memo.nothing_saved",
    refuted="reductions.memo.two_answers_become_one",
    sharper="if it repeats rows, too",
)
